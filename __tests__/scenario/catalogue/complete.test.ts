// Verify that every heading of troubleshooting is met by a story that runs what users run.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { headings } from '../../support/markdown.ts';
import { ACCESS } from './access.ts';
import { CHALLENGES } from './challenges.ts';
import { CONNECTION } from './connection.ts';
import { GITHUB } from './github.ts';
import { HAND_OVER } from './hand-over.ts';
import { INPUTS } from './inputs.ts';
import { LOGIN_PAGE } from './login-page.ts';
import { SIGN_IN } from './sign-in.ts';
import { TOKENS } from './tokens.ts';
import { USER_POOL } from './user-pool.ts';

const SCENARIOS = resolve(import.meta.dirname, '..');
const TROUBLESHOOTING = resolve(SCENARIOS, '..', '..', 'docs', 'troubleshooting.md');

/** What main does not end with, and where it is met. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  // Warnings: whether the job fails is for its tests to say.
  ['summary-not-written', 'catalogue/warnings.test.ts'],
  ['file-not-removed', 'catalogue/warnings.test.ts'],
  ['user-left-behind', 'catalogue/warnings.test.ts'],
  ['state-unreadable', 'post.test.ts'],
  ['revocation-disabled', 'stored-user.test.ts'],
  // The sweep's own.
  ['sweep-incomplete', 'sweep.test.ts'],
  ['sweep-interrupted', 'sweep.test.ts'],
  ['username-format-elsewhere', 'sweep.test.ts'],
  // The probe of an API that a story has to play.
  ['probe-busy', 'outputs.test.ts'],
  ['probe-certificate-untrusted', 'outputs.test.ts'],
  // Notices of what works.
  ['probe-not-found', 'outputs.test.ts'],
  ['probe-in-clear', 'outputs.test.ts'],
  ['secret-trimmed', 'catalogue/notices.test.ts'],
  ['step-without-id', 'catalogue/notices.test.ts'],
  ['device-not-confirmed', 'devices.test.ts'],
  ['version-not-pinned', 'catalogue/notices.test.ts'],
]);

/** Never the end of anything: parts of `user-left-behind`, and what main takes for success. They are in `warnings.test.ts` and `login-page.test.ts`. */
const NO_END = ['access-token-rejected', 'access-token-unscoped', 'user-confirmed-already'];

/** A heading for what comes without a message. */
const NO_CODE = ['Without a message'];

const MET = new Set(
  [ACCESS, CHALLENGES, CONNECTION, GITHUB, HAND_OVER, INPUTS, LOGIN_PAGE, SIGN_IN, TOKENS, USER_POOL].flatMap(
    (mistakes) => Object.values(mistakes).map(({ code }) => code),
  ),
);

it('the mistakes of the catalogue and the stories told elsewhere are all that there are, each in one place', () => {
  const codes = headings('##', readFileSync(TROUBLESHOOTING, 'utf8')).filter((heading) => !NO_CODE.includes(heading));
  expect([...MET, ...ELSEWHERE.keys(), ...NO_END].toSorted()).toStrictEqual(codes.toSorted());
});

it.each([...ELSEWHERE])('%s is met in %s', (code, file) => {
  expect(readFileSync(join(SCENARIOS, file), 'utf8')).toMatch(new RegExp(`['#]${code}\\b`));
});
