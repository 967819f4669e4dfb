// Verify every mistake of the catalogue, and that post leaves no user behind after it.
import './everything.ts';
import '../scenario/catalogue/access.test.ts';
import '../scenario/catalogue/challenges.test.ts';
import '../scenario/catalogue/connection.test.ts';
import '../scenario/catalogue/github.test.ts';
import '../scenario/catalogue/identity-pool.test.ts';
import '../scenario/catalogue/inputs.test.ts';
import '../scenario/catalogue/login-page.test.ts';
import '../scenario/catalogue/notices.test.ts';
import '../scenario/catalogue/outputs.test.ts';
import '../scenario/catalogue/sign-in.test.ts';
import '../scenario/catalogue/sweep.test.ts';
import '../scenario/catalogue/tokens.test.ts';
import '../scenario/catalogue/user-pool.test.ts';
import '../scenario/catalogue/warnings.test.ts';
