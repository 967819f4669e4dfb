import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { type ContractClient, PASSWORD, type Texts } from './pool.ts';

/**
 * Signs in with USER_SRP_AUTH as another library computes it. `changes` replace its responses to PASSWORD_VERIFIER.
 *
 * @returns the challenge and the responses, and `signed in`, the name of the next challenge, or `Exception: message`
 */
export async function signInWithSrp(
  client: ContractClient,
  more: { readonly username?: string; readonly password?: string; readonly changes?: Texts } = {},
) {
  const { username = 'ada', password = PASSWORD, changes = {} } = more;
  const session = createSrpSession(username, password, client.pool.id, false);
  const start = { USERNAME: username, SRP_A: session.largeA };
  const { ChallengeParameters = {}, Session } = await client.initiate('USER_SRP_AUTH', start);
  const signed = signSrpSession(session, { ChallengeParameters });
  const userId = ChallengeParameters['USER_ID_FOR_SRP'] ?? '';
  const responses: Record<string, string> = {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
    ...(client.secret !== undefined && { SECRET_HASH: client.hash(userId) }),
    ...changes,
  };
  const outcome = await client.respond('PASSWORD_VERIFIER', Session, responses).then(
    ({ ChallengeName }) => ChallengeName ?? 'signed in',
    (error: unknown) => String(error),
  );
  const challenge: Texts = { ...ChallengeParameters, ...(Session && { Session }) };
  return { challenge, responses, outcome };
}
