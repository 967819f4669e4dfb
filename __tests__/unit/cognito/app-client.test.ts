import { expect, it } from '@jest/globals';
import type { AppClient } from '../../../src/cognito/app-client.ts';
import { connectAppClient } from '../../../src/cognito/app-client.ts';
import { fakeCalls, fakeService } from './fake-service.ts';

const target = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: undefined };
const user = { username: 'gha-1-1-abc', password: 'Engine-1843', attributes: {}, clientMetadata: {} };

type Act = (appClient: AppClient) => Promise<unknown>;

const CALLS: readonly (readonly [operation: string, finishOnCancel: boolean, Act])[] = [
  ['SignUp', true, (appClient) => appClient.signUp(user)],
  ['RevokeToken', false, (appClient) => appClient.revokeToken('a.b.c.d.e')],
  ['DeleteUser', false, (appClient) => appClient.deleteSignedInUser('a.b.c')],
];

it.each(CALLS)('sends %s with finishOnCancel %s', async (operation, finishOnCancel, act) => {
  const { client, operations } = fakeService(() => ({ output: {} }));
  const { options, asked } = fakeCalls();
  await act(connectAppClient(client, target, { ...options, unsignedClient: () => client }));
  expect(operations).toStrictEqual([operation]);
  expect(asked.map((retry) => retry.finishOnCancel ?? false)).toStrictEqual([finishOnCancel]);
});

it('rejects a sign-up that is refused after a lost answer: the user may exist', async () => {
  const answers = [
    { status: 500, output: { __type: 'InternalErrorException', message: '' } },
    {
      status: 400,
      output: { __type: 'NotAuthorizedException', message: 'SignUp is not permitted for this user pool' },
    },
  ];
  const { client } = fakeService(() => answers.shift() ?? { output: {} });
  const { options } = fakeCalls({ tries: 2 });
  const appClient = connectAppClient(client, target, { ...options, unsignedClient: () => client });
  await expect(appClient.signUp(user)).rejects.toMatchObject({ failure: { code: 'sign-up-disabled' } });
});
