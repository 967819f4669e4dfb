import type { Exchange } from './exchange.ts';
import { answerGithubOidc, type GithubOidc, isGithubOidcRequest } from './github/oidc.ts';
import type { HttpRequest } from './http-server.ts';
import { identityOperations } from './identity/operations.ts';
import { answerDomainPage, isDomainPageRequest } from './oauth/login-page.ts';
import { answerTokenRequest, isTokenRequest } from './oauth/token-endpoint.ts';
import type { Operation } from './operation.ts';
import { adminUserOperations } from './operations/admin-users.ts';
import { clientTokenOperations } from './operations/client-tokens.ts';
import { currentUserOperations } from './operations/current-user.ts';
import { listUsersOperations } from './operations/list-users.ts';
import { signInOperations } from './operations/sign-in.ts';
import { signUpOperations } from './operations/sign-up.ts';
import { softwareTokenOperations } from './operations/software-token.ts';
import { userPoolOperations } from './operations/user-pools.ts';
import type { Service } from './service.ts';
import { answerStsCall, isStsRequest } from './sts/assume-role.ts';
import { answerApiCall } from './wire.ts';

/** The operations on users and tokens. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...adminUserOperations,
    ...clientTokenOperations,
    ...currentUserOperations,
    ...listUsersOperations,
    ...signInOperations,
    ...signUpOperations,
    ...softwareTokenOperations,
  }),
);

/**
 * Returns the function that has a request answered. All services share one URL; the path and the content type tell
 * which service a request is for.
 *
 * @param scheme `http:` or `https:`
 */
export function createRouter(service: Service, oidc: GithubOidc, scheme: string): (request: HttpRequest) => Exchange {
  const apis = new Map([
    ['AWSCognitoIdentityProviderService', new Map([...operations, ...Object.entries(userPoolOperations)])],
    ['AWSCognitoIdentityService', identityOperations],
  ]);
  return (request) => {
    if (isTokenRequest(request)) {
      return answerTokenRequest(request, service);
    }
    if (isDomainPageRequest(request)) {
      return answerDomainPage(request, service, scheme);
    }
    if (isGithubOidcRequest(request)) {
      return answerGithubOidc(request, oidc, service);
    }
    return isStsRequest(request) ? answerStsCall(request, oidc, service) : answerApiCall(request, apis, service);
  };
}
