// Verify that the ephemeral user gets the groups and attributes of the inputs, and that its creation runs the right
// triggers.
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { cleanUp, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { itDeep } from '../support/sample.ts';

const startFixture = useFixtures();

it('groups are added while the password is set, and appear in the tokens', async () => {
  const { emulator, job, inputs } = await startFixture({ pool: { groups: ['admins', 'readers'] } });
  const main = await runMain(job, { ...inputs, groups: 'admins, readers\n' });
  expect(decodeClaims(main.outputs['ID_TOKEN'])['cognito:groups']).toStrictEqual(
    expect.arrayContaining(['admins', 'readers']),
  );
  expect(operationsOf(emulator).toSorted()).toStrictEqual([
    'AdminAddUserToGroup',
    'AdminAddUserToGroup',
    'AdminCreateUser',
    'AdminSetUserPassword',
    'InitiateAuth',
  ]);
  const connections = emulator.requests.slice(1, 4).map(({ connection }) => connection);
  expect(new Set(connections).size).toBeGreaterThan(1);
});

it('attributes come from the inputs and the username', async () => {
  const { pool, job, inputs } = await startFixture({ pool: { customAttributes: ['custom:tenant'] } });
  const main = await runMain(job, {
    ...inputs,
    'user-attributes': 'name=Ada Lovelace\ncustom:tenant=a=b\nemail_verified=false',
  });
  expect(pool.users[0]?.attributes).toMatchObject({
    name: 'Ada Lovelace',
    'custom:tenant': 'a=b',
    email: main.outputs['USERNAME'],
    email_verified: 'false',
  });
  expect(decodeClaims(main.outputs['ID_TOKEN'])).toMatchObject({ name: 'Ada Lovelace', 'custom:tenant': 'a=b' });
});

describe('create-with', () => {
  const metadata = { 'client-metadata': 'tenant=acme' };

  it('sign-up runs the triggers of a real sign-up, and the mailbox simulator receives the message', async () => {
    const { emulator, pool, job, inputs } = await startFixture({
      pool: { usernameAttributes: ['email'], autoVerifiedAttributes: ['email'], groups: ['admins'] },
      client: { secret: true, flows: ['ALLOW_USER_PASSWORD_AUTH'] },
    });
    const main = await runMain(job, {
      ...inputs,
      ...metadata,
      'create-with': 'sign-up',
      'email-domain': 'simulator.amazonses.com',
      groups: 'admins',
    });
    expect(main.outputs['USERNAME']).toMatch(/^success\+gha-1658821493-1-[a-z2-7]{26}@simulator\.amazonses\.com$/);
    expect(operationsOf(emulator).toSorted()).toStrictEqual([
      'AdminAddUserToGroup',
      'AdminConfirmSignUp',
      'InitiateAuth',
      'SignUp',
    ]);
    expect(emulator.violations).toStrictEqual([]);
    expect(pool.triggers.calls).toStrictEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'PreSignUp_SignUp', clientMetadata: { tenant: 'acme' } }),
        expect.objectContaining({ source: 'PostConfirmation_ConfirmSignUp', clientMetadata: { tenant: 'acme' } }),
      ]),
    );
    expect(pool.messages.map(({ to }) => to)).toStrictEqual([main.outputs['USERNAME']]);
    await cleanUp(job, pool);
  });

  itDeep(
    "sign-up confirms, groups and deletes a user by the pool's own name, whatever its e-mail address",
    async () => {
      const { emulator, pool, job, inputs } = await startFixture({
        pool: { usernameAttributes: ['email'], groups: ['admins'], differentUsernameAttribute: 'attribute-wins' },
      });
      const main = await job.uses({
        with: { ...inputs, 'create-with': 'sign-up', groups: 'admins', 'user-attributes': 'email=ada@example.com' },
      });
      const [user] = pool.users;
      expect(user).toMatchObject({ status: 'CONFIRMED', groups: ['admins'] });
      // The user cannot sign in with the generated username.
      expect(main.annotations).toStrictEqual([
        { level: 'error', message: expect.stringContaining('#ephemeral-user-rejected') },
      ]);
      await cleanUp(job, pool);
      expect(emulator.requests.at(-1)?.body).toStrictEqual({ UserPoolId: pool.id, Username: user?.username });
    },
  );
});
