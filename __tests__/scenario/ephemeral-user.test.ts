// Verify that main creates a user for this run alone and signs it in, and that post deletes it.
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { cleanUp, operationsOf, runMain, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

/** An empty mask, about which the runner warns. */
const EMPTY_MASK = /^::add-mask::$/m;

const SECRET_OUTPUTS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'];

describe('main', () => {
  it('makes exactly three calls over one connection, with two passwords, and post one that deletes the user', async () => {
    const { emulator, pool, job, inputs } = await startFixture();
    const main = await runMain(job, inputs);
    expect(emulator.requests.map(({ operation, signed, status }) => [operation, signed, status])).toStrictEqual([
      ['AdminCreateUser', true, 200],
      ['AdminSetUserPassword', true, 200],
      ['InitiateAuth', false, 200],
    ]);
    expect(new Set(emulator.requests.map(({ connection }) => connection)).size).toBe(1);
    expect(emulator.violations).toStrictEqual([]);
    expect([main.summary, main.exported]).toStrictEqual(['', {}]);

    const { outputs } = main;
    const [create, setPassword, signIn] = emulator.requests.map(({ body }) => body);
    expect(create).toMatchObject({ MessageAction: 'SUPPRESS', TemporaryPassword: expect.any(String) });
    expect(create).not.toMatchObject({ TemporaryPassword: outputs['PASSWORD'] });
    expect(setPassword).toMatchObject({ Password: outputs['PASSWORD'], Permanent: true });
    expect(signIn).toMatchObject({
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: outputs['USERNAME'], PASSWORD: outputs['PASSWORD'] },
    });

    expect(pool.users).toHaveLength(1);
    const post = await cleanUp(job, pool);
    expect(post.log).toBe(`Deleted the ephemeral user from user pool ${pool.id}.\n`);
    expect(operationsOf(emulator).slice(3)).toStrictEqual(['AdminDeleteUser']);
  });

  it('sets seven outputs for one signed-in user, masks every secret, and writes no file', async () => {
    const { emulator, pool, client, job, inputs } = await startFixture({
      client: { idTokenValiditySeconds: 300, accessTokenValiditySeconds: 3600 },
    });
    const { outputs, stdout } = await job.uses({ with: inputs });

    expect(Object.keys(outputs)).toStrictEqual([...SECRET_OUTPUTS, 'EXPIRES_AT', 'SUB']);
    const claims = decodeClaims(outputs['ID_TOKEN']);
    expect(claims).toMatchObject({ token_use: 'id', aud: client.id, email: outputs['USERNAME'], sub: outputs['SUB'] });
    expect(decodeClaims(outputs['ACCESS_TOKEN'])).toMatchObject({ token_use: 'access', sub: outputs['SUB'] });
    // The earliest expiry.
    expect(new Date(String(outputs['EXPIRES_AT'])).getTime()).toBe(Number(claims['exp']) * 1000);
    expect(pool.users.map(({ attributes }) => attributes['sub'])).toStrictEqual([outputs['SUB']]);

    const { TemporaryPassword } = Object(emulator.requests[0]?.body);
    const tokenParts = ['ID_TOKEN', 'ACCESS_TOKEN'].flatMap((name) => outputs[name]?.split('.').slice(1) ?? []);
    expect(tokenParts).toHaveLength(4);
    for (const secret of [TemporaryPassword, ...SECRET_OUTPUTS.map((name) => outputs[name]), ...tokenParts]) {
      expect(job.masks).toContain(secret);
    }
    expect(stdout).not.toMatch(EMPTY_MASK);
    expect(job.files()).toStrictEqual([]);
  });
});
