// Verify what main says of refresh tokens that are no good, and of app clients that may not sign in for themselves.
import { tellOf } from './mistake.ts';
import { TOKENS } from './tokens.ts';

tellOf(TOKENS);
