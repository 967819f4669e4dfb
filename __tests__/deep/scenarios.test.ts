// Verify every row of the tables that the scenarios sample.
import './everything.ts';
import '../scenario/auth-flows.test.ts';
import '../scenario/cancelled-post.test.ts';
import '../scenario/check.test.ts';
import '../scenario/clock-skew.test.ts';
import '../scenario/custom-auth.test.ts';
import '../scenario/devices.test.ts';
import '../scenario/identity-pool.test.ts';
import '../scenario/interrupted-answers.test.ts';
import '../scenario/leaks-from-environment.test.ts';
import '../scenario/proxy.test.ts';
import '../scenario/refresh.test.ts';
import '../scenario/unusable-credentials.test.ts';
import '../scenario/username-formats.test.ts';
