// Verify what main says of users and app clients that do not sign in.
import { tellOf } from './mistake.ts';
import { SIGN_IN } from './sign-in.ts';

tellOf(SIGN_IN);
