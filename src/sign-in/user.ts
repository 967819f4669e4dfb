import type { LoginPageRequest } from '../cognito/login-page.ts';
import type { StoredConfig } from '../config.ts';
import { parseScopedTokens } from '../tokens.ts';
import { type SignInRequest, signInWithPassword } from './password.ts';
import type { SignInDeps, SignInResult } from './signed-in.ts';

export interface UserSignIn extends Omit<SignInRequest, 'flow'> {
  readonly flow: StoredConfig['authFlow'];
}

/** Signs a user in with a password, through Cognito's API or at the login page. Rejects with an `ActionError`. */
export async function signInUser({ flow, ...request }: UserSignIn, deps: SignInDeps): Promise<SignInResult> {
  if (flow.name !== 'AUTHORIZATION_CODE') {
    return signInWithPassword({ ...request, flow }, deps);
  }
  const login = loginRequest(request, flow);
  return { tokens: parseScopedTokens(await deps.loginPage.signIn(login), 'token endpoint'), unusedAnswers: 0 };
}

export function loginRequest(
  { appClient, username, password }: Omit<SignInRequest, 'flow'>,
  { domain, redirectUri, scopes }: Extract<UserSignIn['flow'], { name: 'AUTHORIZATION_CODE' }>,
): LoginPageRequest {
  const { clientId, clientSecret } = appClient;
  return { domain, clientId, clientSecret, redirectUri, scopes, username, password };
}
