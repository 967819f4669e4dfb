/**
 * The sentences for what AWS or the network refused: every code of a service has its words here.
 */
import { callText, evidenceText, type ServiceEvidence } from '../service-failure.ts';
import { ACCESS_WORDS } from './access.ts';
import { CONNECTION_WORDS } from './connection.ts';
import { SIGN_IN_WORDS } from './sign-in.ts';
import { TOKEN_WORDS } from './tokens.ts';
import { USER_POOL_WORDS } from './user-pool.ts';
import type { Words, WordsOf } from './words.ts';

const SERVICE_WORDS = {
  ...ACCESS_WORDS,
  ...USER_POOL_WORDS,
  ...SIGN_IN_WORDS,
  ...TOKEN_WORDS,
  ...CONNECTION_WORDS,
};

/** The codes for what AWS refused or did not answer. */
export type ServiceErrorCode = keyof typeof SERVICE_WORDS;

type Coded = ServiceEvidence & { readonly code: ServiceErrorCode };

/** What failed, on what, as seen; what to change. */
export function serviceSentence(failure: Coded): string {
  return `${serviceFinding(failure)} ${wordsFor(failure).change}`;
}

/** The same without what to change, for where that is said once for several failures. */
export function serviceFinding(failure: Coded): string {
  return `${callText(failure.call)} failed: ${wordsFor(failure).seen} (${evidenceText(failure)}).`;
}

function wordsFor(failure: Coded): Words {
  const words: WordsOf = SERVICE_WORDS[failure.code];
  return typeof words === 'function' ? words(failure) : words;
}

/** Every one of those codes. */
export function serviceErrorCodes(): readonly string[] {
  return Object.keys(SERVICE_WORDS);
}
