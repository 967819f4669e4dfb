import { type AppClient, type ExplicitAuthFlow, secretHash } from '../app-client.ts';
import { newChallengeSession } from '../identifiers.ts';
import { textMap } from '../members.ts';
import { authFlow, clientId } from '../model.ts';
import { type Operation, unsignedOperation } from '../operation.ts';
import { invalidParameter, notAuthorized, notEmulated, Refusal, resourceNotFound, userNotFound } from '../refusals.ts';
import { refresh, signIn } from '../sign-ins.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';

/** A sign-in under way. */
type Attempt = {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly parameters: ReadonlyMap<string, string>;
  readonly now: number;
};

const assertFlowAllowed = (client: AppClient, flow: ExplicitAuthFlow, message: string): void => {
  if (!client.allows(flow)) {
    throw invalidParameter(message);
  }
};

const requiredParameter = ({ parameters }: Attempt, name: string): string => {
  const value = parameters.get(name);
  if (!value) {
    throw invalidParameter(`Missing required parameter ${name}`);
  }
  return value;
};

/** A hash must come from a client with a secret, and from no other. */
const assertSecretHashPresence = ({ client, parameters }: Attempt): void => {
  if (client.secret !== undefined && !parameters.get('SECRET_HASH')) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  if (client.secret === undefined && parameters.has('SECRET_HASH')) {
    throw invalidParameter(`App client ${client.id} is not configured for secret but secret hash was received`);
  }
};

const assertSecretHash = ({ client, parameters }: Attempt, username: string, message: string): void => {
  const { id, secret } = client;
  if (secret !== undefined && parameters.get('SECRET_HASH') !== secretHash(secret, username, id)) {
    throw notAuthorized(message);
  }
};

const wrongPassword = (): Refusal => notAuthorized('Incorrect username or password.');

const findUser = ({ pool, client }: Attempt, username: string): User => {
  const user = pool.findBySignInName(username);
  if (user === undefined) {
    throw client.settings.preventUserExistenceErrors === 'ENABLED' ? wrongPassword() : userNotFound();
  }
  return user;
};

/** What keeps a user from signing in whatever the password is. */
const assertMaySignIn = (user: User, client: AppClient): void => {
  if (!user.enabled) {
    throw notAuthorized('User is disabled.');
  }
  if (user.status === 'UNCONFIRMED') {
    throw new Refusal('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (user.status === 'RESET_REQUIRED') {
    throw client.settings.preventUserExistenceErrors === 'ENABLED'
      ? wrongPassword()
      : new Refusal('PasswordResetRequiredException', 'Password reset required for the user');
  }
};

const newPasswordChallenge = ({ pool, now }: Attempt, user: User): object => {
  const { passwordPolicy, requiredAttributes } = pool.settings;
  if (now >= user.passwordSetAt + passwordPolicy.temporaryPasswordValidityDays * 24 * 60 * 60 * 1000) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
  const attributes = [...user.attributes].filter(([name]) => name !== 'sub');
  const missing = requiredAttributes.filter((name) => !user.attributes.has(name));
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(Object.fromEntries(attributes)),
    },
    Session: newChallengeSession(),
  };
};

const signInWithPassword = (attempt: Attempt): object => {
  const { pool, client, now } = attempt;
  assertFlowAllowed(client, 'ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client');
  const username = requiredParameter(attempt, 'USERNAME');
  const password = requiredParameter(attempt, 'PASSWORD');
  assertSecretHashPresence(attempt);
  assertSecretHash(attempt, username, `Unable to verify secret hash for client ${client.id}`);
  const user = findUser(attempt, username);
  assertMaySignIn(user, client);
  if (!user.isPassword(password, now)) {
    throw wrongPassword();
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    return newPasswordChallenge(attempt, user);
  }
  return { AuthenticationResult: signIn(pool, client, user, now), ChallengeParameters: {} };
};

/**
 * The SECRET_HASH of a refresh is over the username proper, which is the `sub` in a pool with username attributes
 * (developer guide, "Computing secret hash values").
 */
const signInWithRefreshToken = (attempt: Attempt): object => {
  const { pool, client, now } = attempt;
  assertFlowAllowed(client, 'ALLOW_REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN_AUTH flow not enabled for this client');
  const refreshToken = requiredParameter(attempt, 'REFRESH_TOKEN');
  assertSecretHashPresence(attempt);
  const signedIn = pool.signIns.get(refreshToken);
  if (signedIn === undefined || signedIn.client !== client) {
    throw notAuthorized('Invalid Refresh Token');
  }
  const { user } = signedIn;
  assertSecretHash(attempt, user.username, `SecretHash does not match for the client: ${client.id}`);
  if (signedIn.isRevoked) {
    throw notAuthorized('Refresh Token has been revoked');
  }
  if (now >= signedIn.expiresAt) {
    throw notAuthorized('Refresh Token has expired');
  }
  if (!pool.has(user)) {
    throw userNotFound();
  }
  assertMaySignIn(user, client);
  return { AuthenticationResult: refresh(pool, signedIn, now), ChallengeParameters: {} };
};

export const initiateAuth: Operation = unsignedOperation(
  (members) => ({
    flow: members.required('AuthFlow', authFlow),
    clientId: members.required('ClientId', clientId),
    parameters: members.optional('AuthParameters', textMap) ?? textMap.blank,
  }),
  (input, service) => {
    const found = service.findClient(input.clientId);
    if (found === undefined) {
      throw resourceNotFound(`User pool client ${input.clientId} does not exist.`);
    }
    const { client } = found;
    const attempt: Attempt = { ...found, parameters: input.parameters, now: service.now() };
    switch (input.flow) {
      case 'USER_PASSWORD_AUTH':
        return signInWithPassword(attempt);
      case 'REFRESH_TOKEN_AUTH':
      case 'REFRESH_TOKEN':
        return signInWithRefreshToken(attempt);
      case 'ADMIN_NO_SRP_AUTH':
      case 'ADMIN_USER_PASSWORD_AUTH':
        throw invalidParameter('Initiate Auth method not supported.');
      case 'USER_SRP_AUTH':
      case 'CUSTOM_AUTH':
      case 'USER_AUTH':
        assertFlowAllowed(client, `ALLOW_${input.flow}`, `${input.flow} is not enabled for the client.`);
        throw notEmulated(input.flow);
    }
  },
);
