// Verify main's messages for failed sign-ins at the login page.

import { LOGIN_PAGE } from './login-page.ts';
import { testMistakes } from './mistake.ts';

testMistakes(LOGIN_PAGE);
