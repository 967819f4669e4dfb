/** Reads the challenges of auth flows from answers. */
import type { InitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import { vettedName } from '../failures/error-name.ts';
import type { Challenge } from './types.ts';

/** The answer to a call of an auth flow, signed or unsigned. */
export interface AuthOutput
  extends Pick<
    InitiateAuthCommandOutput,
    'ChallengeParameters' | 'Session' | 'AuthenticationResult' | 'AvailableChallenges'
  > {
  readonly ChallengeName?: string | undefined;
}

export type AuthOutcome = Pick<AuthOutput, 'ChallengeName' | 'AuthenticationResult'>;

/** Returns the name of the challenge. Emulators name one beside the tokens, which need no answer any more. */
export function challengeIn({ ChallengeName: name, AuthenticationResult: result }: AuthOutcome): string | undefined {
  const isOver = result?.AccessToken !== undefined && name !== 'NEW_PASSWORD_REQUIRED';
  return isOver || name === '' ? undefined : name;
}

/**
 * Returns the username that Cognito expects in the next answer: its own name for the user if it gives one. moto expects
 * `USERNAME` where the two differ.
 */
export function usernameIn({ ChallengeParameters: parameters = {} }: AuthOutput, sentUsername: string): string {
  return parameters['USERNAME'] ?? parameters['USER_ID_FOR_SRP'] ?? sentUsername;
}

export function parseChallenge(output: AuthOutput, wireName: string, sentUsername: string): Challenge {
  const { Session: session = '', ChallengeParameters: parameters = {}, AvailableChallenges: available = [] } = output;
  const common = { session, username: usernameIn(output, sentUsername) };
  switch (wireName) {
    case 'SOFTWARE_TOKEN_MFA':
      return { ...common, name: wireName };
    case 'MFA_SETUP':
      return { ...common, name: wireName, choices: parseChoices(parameters['MFAS_CAN_SETUP']) };
    case 'SELECT_MFA_TYPE': {
      // The developer guide and AWS's own clients disagree on the name.
      const choices = parseChoices(parameters['MFAS_CAN_CHOOSE'] ?? parameters['MFAS_CAN_SELECT']);
      return { ...common, name: wireName, choices };
    }
    case 'SELECT_CHALLENGE':
      return { ...common, name: wireName, choices: available.map(vettedName) };
    case 'CUSTOM_CHALLENGE':
      return { ...common, name: wireName, question: questionIn(parameters) };
    default:
      return { ...common, name: 'other', wireName: vettedName(wireName) };
  }
}

/** Returns the public parameters of a custom challenge in one text. Cognito adds the names of the user. */
function questionIn(parameters: Readonly<Record<string, string>>): string | undefined {
  const shown = Object.entries(parameters).filter(([name]) => name !== 'USERNAME' && name !== 'USER_ID_FOR_SRP');
  return shown.length === 0 ? undefined : JSON.stringify(shown.sort());
}

/** Parses a JSON array in a text field, such as `["SOFTWARE_TOKEN_MFA"]`. */
function parseChoices(json: string | undefined): string[] {
  return [...(json ?? '').matchAll(/"(\w+)"/g)].map(([, choice = '']) => vettedName(choice));
}
