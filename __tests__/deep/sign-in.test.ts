// Verify every row of the tables that the scenarios of sign-in sample, and their variants.
import './everything.ts';
import '../scenario/auth-flows.test.ts';
import '../scenario/check.test.ts';
import '../scenario/client-credentials.test.ts';
import '../scenario/client-metadata.test.ts';
import '../scenario/clock-skew.test.ts';
import '../scenario/custom-auth.test.ts';
import '../scenario/devices.test.ts';
import '../scenario/login-page.test.ts';
import '../scenario/refresh.test.ts';
import '../scenario/role-to-assume.test.ts';
import '../scenario/unusual-inputs.test.ts';
