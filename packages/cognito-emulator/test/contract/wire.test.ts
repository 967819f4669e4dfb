/** The API's protocol: AWS JSON 1.1, signatures, constraints of the service model. */
import type { AdminCreateUserCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { invalid, refusalOf } from './answers.ts';
import { attributesOf } from './pool.ts';
import { useService } from './service.ts';

const service = await useService();

const HEADERS = {
  'Content-Type': 'application/x-amz-json-1.1',
  'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
};

function post(headers: Readonly<Record<string, string>>, body = '{}'): Promise<Response> {
  return fetch(service.origin, { method: 'POST', headers, body });
}

describe('the protocol', () => {
  it('answers with request ID, error type and JSON 1.1', async () => {
    const response = await post(HEADERS, '{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"nobody"}');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toStrictEqual({
      __type: 'ResourceNotFoundException',
      message: 'User pool client nobody does not exist.',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['another content type', { ...HEADERS, 'Content-Type': 'application/json' }],
    ['JSON 1.0', { ...HEADERS, 'Content-Type': 'application/x-amz-json-1.0' }],
    ['no target', { 'Content-Type': 'application/x-amz-json-1.1' }],
    ['another service', { ...HEADERS, 'X-Amz-Target': 'DynamoDB_20120810.GetItem' }],
  ])('refuses %s', async (_, headers) => {
    const response = await post(headers);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BadRequest' });
  });

  const ARRAY = '{"ClientId":"a","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":["a"]}';
  it.each(['{', '[]', '{"ClientId":1}', '{"ClientId":{}}', '{"ClientId":"a","AuthFlow":true}', ARRAY])(
    'refuses the body %s',
    async (body) => {
      expect(await (await post(HEADERS, body)).json()).toMatchObject({ __type: 'SerializationException' });
    },
  );

  it('refuses members of the wrong type', async () => {
    const { id: UserPoolId, sdk } = await service.createPool();
    const list = (wrong: object) => sdk.listUsers(Object.assign({ UserPoolId }, wrong));
    const user = { UserPoolId, Username: 'ada', Password: 'Correct-1', Permanent: true };
    expect(await refusalOf(list({ Limit: true }))).toMatch(/^SerializationException/);
    expect(await refusalOf(list({ AttributesToGet: 'name' }))).toMatch(/^SerializationException/);
    const call = sdk.adminSetUserPassword(Object.assign(user, { Permanent: 'yes' }));
    expect(await refusalOf(call)).toMatch(/^SerializationException/);
  });

  it('ignores members that the operation does not have', async () => {
    const client = await (await service.createPool()).createClient();
    const body = JSON.stringify({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client.id, Extra: { a: 1 } });
    expect(await (await post(HEADERS, body)).json()).toStrictEqual({
      __type: 'InvalidParameterException',
      message: 'Missing required parameter USERNAME',
    });
  });
});

describe('constraints of the service model', () => {
  const FAILED = 'failed to satisfy constraint: Member must';
  it.each<[Partial<AdminCreateUserCommandInput>, string]>([
    [
      { UserPoolId: 'nounderscore' },
      String.raw`1 validation error detected: Value 'nounderscore' at 'userPoolId' ${FAILED} satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`,
    ],
    [
      { Username: 'a'.repeat(129) },
      `1 validation error detected: Value at 'username' ${FAILED} have length less than or equal to 128`,
    ],
    [
      { Username: '', TemporaryPassword: 'with space' },
      String.raw`3 validation errors detected: Value at 'username' ${FAILED} have length greater than or equal to 1; Value at 'username' ${FAILED} satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+; Value at 'temporaryPassword' ${FAILED} satisfy regular expression pattern: [\S]+`,
    ],
    [
      { UserAttributes: attributesOf({ name: 'x'.repeat(2049) }) },
      `1 validation error detected: Value at 'userAttributes.1.member.value' ${FAILED} have length less than or equal to 2048`,
    ],
  ])('are reported together, without secret values (case %#)', async (members, message) => {
    const request = { UserPoolId: 'eu-west-1_AbCdEf123', Username: 'ada', ...members };
    expect(await refusalOf(service.sdk.adminCreateUser(request))).toBe(invalid(message));
  });

  it('apply to missing members, and to enumerations', async () => {
    expect(await (await post(HEADERS)).json()).toMatchObject({
      message: `2 validation errors detected: Value null at 'authFlow' ${FAILED} not be null; Value null at 'clientId' ${FAILED} not be null`,
    });
    const answer = await post(HEADERS, '{"ClientId":"a","AuthFlow":"PASSWORD"}');
    expect(await answer.text()).toContain(
      `1 validation error detected: Value 'PASSWORD' at 'authFlow' ${FAILED} satisfy`,
    );
  });

  it('limit a password to 256 characters', async () => {
    const pool = await service.createPool();
    expect(await refusalOf(pool.setPassword('ada', 'x'.repeat(257)))).toContain(
      `Value at 'password' ${FAILED} have length less than or equal to 256`,
    );
  });
});

describe('a signed call', () => {
  const INVALID_TOKEN = 'UnrecognizedClientException: The security token included in the request is invalid.';
  const MINUTE_MS = 60_000;

  async function getUser(config: Parameters<typeof service.clientWith>[0]) {
    const pool = await service.createPool();
    await pool.createUser('ada');
    return service.clientWith(config).adminGetUser({ UserPoolId: pool.id, Username: 'ada' });
  }

  it('is refused with the wrong secret key', async () => {
    const credentials = { ...(await service.sdk.config.credentials()), secretAccessKey: 'wrong' };
    expect(await refusalOf(getUser({ credentials }))).toMatch(
      /^InvalidSignatureException: The request signature we calculated does not match/,
    );
  });

  it('is refused with an unknown key, and with another session token', async () => {
    const stranger = { accessKeyId: 'AKIA0000000000000000', secretAccessKey: 'x'.repeat(40) };
    expect(await refusalOf(getUser({ credentials: stranger }))).toBe(INVALID_TOKEN);
    expect(await refusalOf(getUser({ credentials: { ...stranger, sessionToken: 'abc' } }))).toBe(INVALID_TOKEN);
    const foreign = { ...(await service.sdk.config.credentials()), sessionToken: 'abc' };
    expect(await refusalOf(getUser({ credentials: foreign }))).toBe(INVALID_TOKEN);
  });

  it.each([
    ['slow', -6, /^InvalidSignatureException: Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/],
    ['fast', 6, /^InvalidSignatureException: Signature not yet current: .* is still later than .* \+ 5 min\.\)$/],
  ])('is refused if the clock of the caller is %s', async (_, minutes, message) => {
    expect(await refusalOf(getUser({ systemClockOffset: minutes * MINUTE_MS }))).toMatch(message);
  });

  it('is accepted if the clock of the caller is four minutes slow', async () => {
    expect(await getUser({ systemClockOffset: -4 * MINUTE_MS })).toHaveProperty('Username', 'ada');
  });

  it('does not find the pool from another region', async () => {
    const pool = await service.createPool();
    const region = service.region === 'us-east-1' ? 'eu-west-1' : 'us-east-1';
    const call = service.clientWith({ region }).adminGetUser({ UserPoolId: pool.id, Username: 'ada' });
    expect(await refusalOf(call)).toBe(`ResourceNotFoundException: User pool ${pool.id} does not exist.`);
  });
});
