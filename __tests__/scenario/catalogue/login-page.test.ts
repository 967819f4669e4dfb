// Verify what main says when nobody can be signed in at the login page.

import { LOGIN_PAGE } from './login-page.ts';
import { tellOf } from './mistake.ts';

tellOf(LOGIN_PAGE);
