import { AdminDeleteUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { UserPool } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor } from './sdk.ts';

let pool: UserPool;

const given = emulatorPerTest();
beforeEach(() => {
  pool = given.emulator.createPool();
  pool.addUser({ username: 'ada', password: 'Correct-1' });
});

function ada(): { UserPoolId: string; Username: string } {
  return { UserPoolId: pool.id, Username: 'ada' };
}

function deleteAda(): Promise<unknown> {
  return sdkFor(given.emulator).send(new AdminDeleteUserCommand(ada()));
}

function getAda(): Promise<unknown> {
  return sdkFor(given.emulator).send(new AdminGetUserCommand(ada()));
}

/** Sends an unsigned call and returns the raw response. */
function callOf(operation: string): Promise<Response> {
  return fetch(given.emulator.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: '{}',
  });
}

describe('a custom answer', () => {
  it('can be a refusal in the format of the service, without effect', async () => {
    const refused = { operation: 'AdminDeleteUser', kind: 'refused', times: 1 } as const;
    given.emulator.injectFault({ ...refused, exception: 'InvalidParameterException', message: 'Not today.' });
    given.emulator.injectFault({
      ...refused,
      exception: 'ForbiddenException',
      message: 'Request not allowed due to WAF block.',
      status: 403,
    });
    expect(await refusalOf(deleteAda())).toBe('InvalidParameterException: Not today.');
    expect(await refusalOf(deleteAda())).toBe('ForbiddenException: Request not allowed due to WAF block.');
    expect(given.emulator.requests).toMatchObject([
      { fault: 'refused', status: 400, error: 'InvalidParameterException' },
      { fault: 'refused', status: 403, error: 'ForbiddenException' },
    ]);
    expect(pool.users).toHaveLength(1);
  });

  it('can be a success, without effect', async () => {
    given.emulator.injectFault({
      operation: 'AdminGetUser',
      kind: 'answered',
      output: { Username: 'grace' },
      times: 1,
    });
    expect(await getAda()).toMatchObject({ Username: 'grace' });
    expect(await getAda()).toMatchObject({ Username: 'ada' });
    expect(given.emulator.requests).toMatchObject([{ fault: 'answered', status: 200 }, { status: 200 }]);
  });

  it.each([
    ['{}', {}],
    ['', undefined],
  ])('can have status 200 and the body "%s"', async (body, output) => {
    const answered = { kind: 'answered', times: 1, ...(output && { output }) } as const;
    const operations = ['AdminGetUser', 'oauth2/token', 'github-oidc'];
    for (const operation of operations) {
      given.emulator.injectFault({ operation, ...answered });
    }
    const bodies = await Promise.all(
      [
        callOf('AdminGetUser'),
        fetch(`${given.emulator.url}/oauth2/token`),
        fetch(`${given.emulator.url}/github-oidc/idtoken`),
      ].map(async (call) => {
        const response = await call;
        return [response.status, await response.text()];
      }),
    );
    expect(bodies).toStrictEqual(Array(operations.length).fill([200, body]));
  });

  it('can apply to a later call only', async () => {
    const operation = 'AdminGetUser';
    const refused = { kind: 'refused', exception: 'OverloadedException', message: 'Later.', status: 429 } as const;
    given.emulator.injectFault({ operation, kind: 'none', times: 1 });
    given.emulator.injectFault({ operation, ...refused, times: 1 });
    await getAda();
    expect(await refusalOf(getAda())).toBe('OverloadedException: Later.');
    await getAda();
    expect(given.emulator.requests.map(({ status, error }) => [status, error])).toStrictEqual([
      [200, undefined],
      [429, 'OverloadedException'],
      [200, undefined],
    ]);
  });

  it.each([401, 403])('can have status %i at GitHub’s endpoint for OIDC tokens', async (status) => {
    const operation = 'github-oidc';
    given.emulator.injectFault({ operation, kind: 'refused', exception: 'Refused', message: '', status, times: 1 });
    const headers = { Authorization: `Bearer ${given.emulator.oidc.requestToken}` };
    expect((await fetch(given.emulator.oidc.requestUrl, { headers })).status).toBe(status);
    expect((await fetch(given.emulator.oidc.requestUrl, { headers })).status).toBe(200);
  });

  it('can be a redirect', async () => {
    const location = 'https://elsewhere.test/login';
    given.emulator.injectFault({ operation: 'oauth2/token', kind: 'page', status: 302, location, times: 1 });
    const response = await fetch(`${given.emulator.url}/oauth2/token`, { method: 'POST', redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toStrictEqual([302, location]);
  });

  it('can be the error page of a proxy', async () => {
    given.emulator.injectFault({ operation: 'AdminGetUser', kind: 'page', status: 502, times: 1 });
    await refusalOf(getAda());
    expect(given.emulator.requests).toMatchObject([{ fault: 'page', status: 502 }]);
  });
});
