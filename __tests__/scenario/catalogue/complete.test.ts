// Verify that every heading of troubleshooting is met by a scenario that runs what users run.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { headings } from '../../support/markdown.ts';
import { ACCESS } from './access.ts';
import { CHALLENGES } from './challenges.ts';
import { CONNECTION } from './connection.ts';
import { GITHUB } from './github.ts';
import { HEADINGS_BY_FILE } from './headings.ts';
import { IDENTITY_POOL } from './identity-pool.ts';
import { INPUTS } from './inputs.ts';
import { LOGIN_PAGE } from './login-page.ts';
import { OUTPUTS } from './outputs.ts';
import { SIGN_IN } from './sign-in.ts';
import { TOKENS } from './tokens.ts';
import { USER_POOL } from './user-pool.ts';

const TROUBLESHOOTING = resolve(import.meta.dirname, '..', '..', '..', 'docs', 'troubleshooting.md');

/**
 * No message links to these: the first is only a part of `user-left-behind`, as warnings.test.ts verifies, and main
 * treats the second as success, as warnings.test.ts and login-page.test.ts verify.
 */
const WITHOUT_LINK = ['access-token-unscoped', 'user-confirmed-already'];

/** The heading for problems that the action cannot see. */
const NO_CODE = ['Without a message'];

const CATALOGUE = new Set(
  [
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
  ].flatMap((mistakes) => Object.values(mistakes).map(({ code }) => code)),
);

it('the catalogue and the other scenarios meet every heading, each in one place', () => {
  const met = [...CATALOGUE, ...Object.values(HEADINGS_BY_FILE).flat(), ...WITHOUT_LINK];
  const codes = headings('##', readFileSync(TROUBLESHOOTING, 'utf8')).filter((heading) => !NO_CODE.includes(heading));
  expect(met.toSorted()).toStrictEqual(codes.toSorted());
});
