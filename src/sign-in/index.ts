/**
 * From config to tokens: the one place that tells the modes apart.
 */
import type { Config } from '../config.ts';
import type { Cognito } from '../ports.ts';
import { signInEphemeralUser } from './ephemeral.ts';
import type { SignedInUser } from './password.ts';
import { signInStoredUser } from './stored.ts';

/** Rejects with an `ActionError` when no user could be signed in. */
export function signIn(config: Config, cognito: Cognito, report: (done: string) => void): Promise<SignedInUser> {
  switch (config.mode) {
    case 'ephemeral':
      return signInEphemeralUser(config, cognito, report);
    case 'stored':
      return signInStoredUser(config, cognito);
  }
}
