import { createHmac, randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { present } from '../seen/incomplete-answer.ts';
import type { Side } from '../side.ts';
import type { PoolKind } from './plans.ts';
import type { AppClient, StoredUser } from './prepared.ts';

export type PlannedPool = { readonly kind: PoolKind; readonly side: Side; readonly id: string };

/** Meets the default password policy. */
export function newPassword({ redaction }: Side): string {
  return redaction.learn(`Aa1-${randomBytes(24).toString('base64url')}`, 'password');
}

/** Returns a username in the pool's format: an unused e-mail address, or a plain name. */
export function newUsername({ kind, side }: Pick<PlannedPool, 'kind' | 'side'>): string {
  const name = `user-${randomBytes(8).toString('hex')}`;
  return side.redaction.learn(kind === 'email' ? `${name}@example.com` : name, 'username');
}

/** Returns an e-mail address without a mailbox. */
export function newEmail({ redaction }: Side): string {
  return redaction.learn(`mail-${randomBytes(8).toString('hex')}@example.com`, 'e-mail');
}

export interface NewUser {
  readonly username: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly temporaryPassword?: string;
}

/** Calls AdminCreateUser as the action does. */
export function creation({ side, id }: PlannedPool, user: NewUser): AdminCreateUserCommand {
  return new AdminCreateUserCommand({
    UserPoolId: id,
    Username: user.username,
    TemporaryPassword: user.temporaryPassword ?? newPassword(side),
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(user.attributes ?? {}).map(([Name, Value]) => ({ Name, Value })),
  });
}

/** Creates a user with a permanent password. */
export async function createUser(pool: PlannedPool, user: NewUser): Promise<StoredUser> {
  const { side, id } = pool;
  const password = newPassword(side);
  const created = await side.cognito.send(creation(pool, user));
  side.redaction.learn(created.User?.Username ?? '', 'username');
  await side.cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId: id, Username: user.username, Password: password, Permanent: true }),
  );
  return { username: user.username, password };
}

/** SECRET_HASH (developer guide, "Computing secret hash values"). */
export function secretHash({ id, secret }: AppClient, username: string, { redaction }: Side): string | undefined {
  if (secret === undefined) {
    return undefined;
  }
  const hash = createHmac('sha256', secret).update(`${username}${id}`).digest('base64');
  return redaction.learn(hash, 'secret hash');
}

/** Enrols an authenticator app at a user's first sign-in. */
export async function enrol(side: Side, { id }: AppClient, user: StoredUser): Promise<StoredUser> {
  const signIn = await side.cognito.send(
    new InitiateAuthCommand({
      ClientId: id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: user.username, PASSWORD: user.password },
    }),
  );
  const associated = await side.cognito.send(
    new AssociateSoftwareTokenCommand({ Session: present(signIn.Session, 'a session') }),
  );
  const totpSecret = side.redaction.learn(present(associated.SecretCode, 'a TOTP secret'), 'TOTP secret');
  await side.cognito.send(
    new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: totpCode(totpSecret) }),
  );
  return { ...user, totpSecret };
}

/** RFC 6238 with the only parameters that Cognito accepts. */
export function totpCode(secret: string): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
}
