// Verify that main creates a user for this run alone, with the groups and attributes of the inputs, and signs it in, and
// that post deletes it.
import { expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { cleanUp, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { itDeep } from '../support/sample.ts';

const startFixture = useFixtures();

it('main makes three calls over one connection, masks every secret, and writes no file', async () => {
  const { emulator, pool, client, job, inputs } = await startFixture({
    client: { idTokenValiditySeconds: 300, accessTokenValiditySeconds: 3600 },
  });
  const main = await runMain(job, inputs);
  expect(emulator.requests.map(({ operation, signed, status }) => [operation, signed, status])).toStrictEqual([
    ['AdminCreateUser', true, 200],
    ['AdminSetUserPassword', true, 200],
    ['InitiateAuth', false, 200],
  ]);
  expect(new Set(emulator.requests.map(({ connection }) => connection)).size).toBe(1);
  expect([main.summary, main.exported, job.files()]).toStrictEqual(['', {}, []]);

  const { outputs } = main;
  const secretOutputs = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'];
  expect(Object.keys(outputs)).toStrictEqual([...secretOutputs, 'EXPIRES_AT', 'SUB']);
  const [create, setPassword, signIn] = emulator.requests.map(({ body }) => body);
  const { TemporaryPassword } = Object(create);
  expect(create).toMatchObject({ MessageAction: 'SUPPRESS', TemporaryPassword: expect.any(String) });
  expect(TemporaryPassword).not.toBe(outputs['PASSWORD']);
  expect(setPassword).toMatchObject({ Password: outputs['PASSWORD'], Permanent: true });
  expect(signIn).toMatchObject({
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: outputs['USERNAME'], PASSWORD: outputs['PASSWORD'] },
  });

  const claims = decodeClaims(outputs['ID_TOKEN']);
  expect(claims).toMatchObject({ token_use: 'id', aud: client.id, email: outputs['USERNAME'], sub: outputs['SUB'] });
  expect(decodeClaims(outputs['ACCESS_TOKEN'])).toMatchObject({ token_use: 'access', sub: outputs['SUB'] });
  // The earliest expiry.
  expect(Date.parse(String(outputs['EXPIRES_AT']))).toBe(Number(claims['exp']) * 1000);

  const tokenParts = ['ID_TOKEN', 'ACCESS_TOKEN'].flatMap((name) => outputs[name]?.split('.').slice(1) ?? []);
  const secrets = [TemporaryPassword, ...secretOutputs.map((name) => outputs[name]), ...tokenParts];
  expect(job.masks).toEqual(expect.arrayContaining(secrets));
  // The runner warns about an empty mask.
  expect(main.stdout).not.toMatch(/^::add-mask::$/m);

  const post = await cleanUp(job, pool);
  expect(post.log).toBe(`Deleted the ephemeral user from user pool ${pool.id}.\n`);
  expect(operationsOf(emulator).slice(3)).toStrictEqual(['AdminDeleteUser']);
  expect(emulator.violations).toStrictEqual([]);
});

it('an ephemeral user has attributes, and is added to groups while its password is set', async () => {
  const { emulator, pool, job, inputs } = await startFixture({
    pool: { groups: ['admins', 'readers'], customAttributes: ['custom:tenant'] },
  });
  const attributes = 'name=Ada Lovelace\ncustom:tenant=a=b\nemail_verified=false';
  const { outputs } = await runMain(job, { ...inputs, groups: 'admins, readers\n', 'user-attributes': attributes });
  const claims = decodeClaims(outputs['ID_TOKEN']);
  expect(claims).toMatchObject({ name: 'Ada Lovelace', 'custom:tenant': 'a=b' });
  expect(claims['cognito:groups']).toStrictEqual(expect.arrayContaining(['admins', 'readers']));
  expect(pool.users[0]?.attributes).toMatchObject({ email: outputs['USERNAME'], email_verified: 'false' });
  expect(operationsOf(emulator).slice(1, 4).toSorted()).toStrictEqual([
    'AdminAddUserToGroup',
    'AdminAddUserToGroup',
    'AdminSetUserPassword',
  ]);
  const connections = emulator.requests.slice(1, 4).map(({ connection }) => connection);
  expect(new Set(connections).size).toBeGreaterThan(1);
});

it('an ephemeral user with create-with: sign-up runs the triggers of a real sign-up, and gets the message', async () => {
  const { emulator, pool, job, inputs } = await startFixture({
    pool: { usernameAttributes: ['email'], autoVerifiedAttributes: ['email'], groups: ['admins'] },
    client: { secret: true, flows: ['ALLOW_USER_PASSWORD_AUTH'] },
  });
  const { outputs } = await runMain(job, {
    ...inputs,
    'client-metadata': 'tenant=acme',
    'create-with': 'sign-up',
    'email-domain': 'simulator.amazonses.com',
    groups: 'admins',
  });
  expect(outputs['USERNAME']).toMatch(/^success\+gha-1658821493-1-[a-z2-7]{26}@simulator\.amazonses\.com$/);
  expect(operationsOf(emulator).toSorted()).toStrictEqual([
    'AdminAddUserToGroup',
    'AdminConfirmSignUp',
    'InitiateAuth',
    'SignUp',
  ]);
  const triggers = ['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp'].map((source) =>
    expect.objectContaining({ source, clientMetadata: { tenant: 'acme' } }),
  );
  expect(pool.triggers.calls).toStrictEqual(expect.arrayContaining(triggers));
  expect(pool.messages.map(({ to }) => to)).toStrictEqual([outputs['USERNAME']]);
  await cleanUp(job, pool);
  expect(emulator.violations).toStrictEqual([]);
});

itDeep("an ephemeral user is confirmed and deleted by the pool's own name, whatever its e-mail address", async () => {
  const { emulator, pool, job, inputs } = await startFixture({
    pool: { usernameAttributes: ['email'], groups: ['admins'], differentUsernameAttribute: 'attribute-wins' },
  });
  const given = { 'create-with': 'sign-up', groups: 'admins', 'user-attributes': 'email=ada@example.com' };
  const main = await job.uses({ with: { ...inputs, ...given } });
  const [user] = pool.users;
  expect(user).toMatchObject({ status: 'CONFIRMED', groups: ['admins'] });
  // The user cannot sign in with the generated username.
  expect(main.annotations).toMatchObject([{ message: expect.stringContaining('#ephemeral-user-rejected') }]);
  await cleanUp(job, pool);
  expect(emulator.requests.at(-1)?.body).toStrictEqual({ UserPoolId: pool.id, Username: user?.username });
});
