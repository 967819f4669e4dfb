import type { GithubOidc } from 'cognito-emulator/github/oidc';
import type { RoleRequest } from 'cognito-emulator/sts/roles';
import type { Fixture } from './fixture.ts';

/** Returns the variables of a job with `permissions: id-token: write`. */
export function oidcVariables({ requestUrl, requestToken }: GithubOidc): Record<string, string> {
  return { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
}

/** Lets the job assume a role. Returns the inputs of mode `ephemeral` with it. */
export function withRole({ emulator, job, inputs }: Fixture, request: Partial<RoleRequest> = {}) {
  const { arn } = emulator.addRole({ arn: 'arn:aws:iam::123456789012:role/api-tests', ...request });
  Object.assign(job.env, oidcVariables(emulator.oidc));
  return { ...inputs, 'role-to-assume': arn };
}
