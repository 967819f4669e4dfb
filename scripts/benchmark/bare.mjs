/**
 * The baseline: makes only the calls that main and post make, signed by hand, without inputs, masks, state, retries or
 * messages.
 *
 *   node bare.mjs            creates a user and signs it in, three calls
 *   node bare.mjs USERNAME   deletes a user, one call
 *
 * Environment: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, USER_POOL_ID, CLIENT_ID.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { argv, env } from 'node:process';

const CONTENT_TYPE = 'application/x-amz-json-1.1';
const endpoint = new URL(env.AWS_ENDPOINT_URL);
const region = env.USER_POOL_ID.split('_')[0];
const { Agent, request } = await (endpoint.protocol === 'https:' ? import('node:https') : import('node:http'));
const agent = new Agent({ keepAlive: true });

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

function signature(target, body) {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/cognito-idp/aws4_request`;
  const headers = `content-type:${CONTENT_TYPE}\nhost:${endpoint.host}\nx-amz-date:${time}\nx-amz-target:${target}\n`;
  const signed = 'content-type;host;x-amz-date;x-amz-target';
  const canonical = `POST\n/\n\n${headers}\n${signed}\n${sha256(body)}`;
  const key = scope.split('/').reduce(hmac, `AWS4${env.AWS_SECRET_ACCESS_KEY}`);
  const value = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  return {
    'x-amz-date': time,
    authorization: `AWS4-HMAC-SHA256 Credential=${env.AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${signed}, Signature=${value}`,
  };
}

function call(operation, input, isSigned) {
  const target = `AWSCognitoIdentityProviderService.${operation}`;
  const body = JSON.stringify(input);
  const headers = {
    'content-type': CONTENT_TYPE,
    'content-length': Buffer.byteLength(body),
    'x-amz-target': target,
    ...(isSigned ? signature(target, body) : {}),
  };
  return new Promise((settle, fail) => {
    const sent = request(endpoint, { method: 'POST', agent, headers }, async (answer) => {
      const chunks = await answer.toArray();
      const text = Buffer.concat(chunks).toString();
      answer.statusCode === 200 ? settle(JSON.parse(text || '{}')) : fail(new Error(`${operation}: ${text}`));
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

async function createAndSignIn() {
  const username = `gha-0-0-${randomBytes(16).toString('hex')}@example.com`;
  const temporaryPassword = `Aa0-${randomBytes(30).toString('hex')}`;
  const password = `Aa0-${randomBytes(30).toString('hex')}`;
  const user = { UserPoolId: env.USER_POOL_ID, Username: username };
  await call('AdminCreateUser', { ...user, TemporaryPassword: temporaryPassword, MessageAction: 'SUPPRESS' }, true);
  await call('AdminSetUserPassword', { ...user, Password: password, Permanent: true }, true);
  const parameters = { USERNAME: username, PASSWORD: password };
  const signIn = { ClientId: env.CLIENT_ID, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: parameters };
  const answer = await call('InitiateAuth', signIn, false);
  process.stdout.write(`${Object.keys(answer.AuthenticationResult).length} fields\n`);
}

const [, , username] = argv;
if (username === undefined) {
  await createAndSignIn();
} else {
  await call('AdminDeleteUser', { UserPoolId: env.USER_POOL_ID, Username: username }, true);
}
agent.destroy();
