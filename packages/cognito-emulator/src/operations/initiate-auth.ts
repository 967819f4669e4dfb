import type { AppClient } from '../app-client.ts';
import { type Input, optional, textMap } from '../members.ts';
import { authFlow, clientId } from '../model.ts';
import { type Operations, signedOperation, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter } from '../refusals.ts';
import type { Service } from '../service.ts';
import {
  type Attempt,
  assertFlowAllowed,
  assertSecretHash,
  checkPassword,
  identifyUser,
  requiredParameter,
} from '../sign-in/attempt.ts';
import type { Api, Claimant } from '../sign-in/challenge-sessions.ts';
import { assertChoiceAllowed, startByChoice } from '../sign-in/choice-flow.ts';
import { afterPassword } from '../sign-in/continue-sign-in.ts';
import { triggersOf } from '../sign-in/custom-flow.ts';
import { startCustom } from '../sign-in/custom-start.ts';
import { signInWithRefreshToken } from '../sign-in/refresh-flow.ts';
import { challengeWithSrp } from '../sign-in/srp-flow.ts';
import type { UserPool } from '../user-pool.ts';

const shape = { authFlow, clientId, authParameters: optional(textMap, new Map()), clientMetadata: optional(textMap) };

/** Finds the user of USERNAME. Checks SECRET_HASH first, so that only the app client learns which users exist. */
function identify(attempt: Attempt): Claimant {
  const username = requiredParameter(attempt, 'USERNAME');
  assertSecretHash(attempt, attempt.parameters.get('SECRET_HASH'), username);
  return identifyUser(attempt, username);
}

function signInWithPassword(attempt: Attempt): object {
  requiredParameter(attempt, 'USERNAME');
  const password = requiredParameter(attempt, 'PASSWORD');
  return afterPassword(attempt, checkPassword(identify(attempt), password, attempt.now));
}

function notSupported(): Error {
  return invalidParameter('Initiate Auth method not supported');
}

function start(flow: Input<typeof shape>['authFlow'], attempt: Attempt): object {
  const { api, client } = attempt;
  switch (flow) {
    case 'USER_PASSWORD_AUTH':
      assert(api === 'public', notSupported);
      assertFlowAllowed(client, 'ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client');
      return signInWithPassword(attempt);
    case 'ADMIN_NO_SRP_AUTH':
    case 'ADMIN_USER_PASSWORD_AUTH':
      assert(api === 'admin', notSupported);
      assertFlowAllowed(client, 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'Auth flow not enabled for this client');
      return signInWithPassword(attempt);
    case 'USER_SRP_AUTH':
      assertFlowAllowed(client, 'ALLOW_USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.');
      requiredParameter(attempt, 'SRP_A');
      return challengeWithSrp(attempt, identify(attempt), client.settings.sessionWithPasswordVerifier);
    case 'USER_AUTH':
      assertChoiceAllowed(attempt);
      return startByChoice(attempt, identify(attempt));
    case 'REFRESH_TOKEN_AUTH':
    case 'REFRESH_TOKEN':
      return signInWithRefreshToken(attempt);
    case 'CUSTOM_AUTH':
      assertFlowAllowed(client, 'ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.');
      triggersOf(attempt);
      return startCustom(attempt, identify(attempt));
  }
}

function startIn(
  api: Api,
  pool: UserPool,
  client: AppClient,
  input: Input<typeof shape>,
  { sessions, now }: Service,
): object {
  return start(input.authFlow, {
    api,
    pool,
    client,
    parameters: input.authParameters,
    validationData: input.clientMetadata,
    sessions,
    now: now(),
  });
}

export const initiateAuthOperations: Operations = {
  InitiateAuth: unsignedOperation(shape, (input, service) => {
    const { pool, client } = service.existingClient(input.clientId);
    return startIn('public', pool, client, input, service);
  }),

  /** Hides unknown users under the same setting as InitiateAuth. */
  AdminInitiateAuth: signedOperation(shape, (input, pool, service) =>
    startIn('admin', pool, pool.existingClient(input.clientId), input, service),
  ),
};
