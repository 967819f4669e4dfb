/** The catalogue: every mistake that fails main. */
import { ACCESS } from './access.ts';
import { CHALLENGES } from './challenges.ts';
import { CONNECTION } from './connection.ts';
import { GITHUB } from './github.ts';
import { IDENTITY_POOL } from './identity-pool.ts';
import { INPUTS } from './inputs.ts';
import { LOGIN_PAGE } from './login-page.ts';
import type { Mistakes } from './mistake.ts';
import { OUTPUTS } from './outputs.ts';
import { SIGN_IN } from './sign-in.ts';
import { TOKENS } from './tokens.ts';
import { USER_POOL } from './user-pool.ts';

export const CATALOGUE: readonly Mistakes[] = [
  ACCESS,
  CHALLENGES,
  CONNECTION,
  GITHUB,
  IDENTITY_POOL,
  INPUTS,
  LOGIN_PAGE,
  OUTPUTS,
  SIGN_IN,
  TOKENS,
  USER_POOL,
];
