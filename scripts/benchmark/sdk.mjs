/**
 * Makes main's three calls with the AWS SDK, as a simple script would: no inputs, masks, state or messages.
 *
 * Environment: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, USER_POOL_ID, CLIENT_ID.
 */
import { randomBytes } from 'node:crypto';
import { env } from 'node:process';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';

const client = new CognitoIdentityProviderClient({ region: env.USER_POOL_ID.split('_')[0] });
const username = `gha-0-0-${randomBytes(16).toString('hex')}@example.com`;
const temporaryPassword = `Aa0-${randomBytes(30).toString('hex')}`;
const password = `Aa0-${randomBytes(30).toString('hex')}`;
const user = { UserPoolId: env.USER_POOL_ID, Username: username };

await client.send(
  new AdminCreateUserCommand({ ...user, TemporaryPassword: temporaryPassword, MessageAction: 'SUPPRESS' }),
);
await client.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
const { AuthenticationResult } = await client.send(
  new InitiateAuthCommand({
    ClientId: env.CLIENT_ID,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  }),
);
process.stdout.write(`${Object.keys(AuthenticationResult).length} fields\n`);
client.destroy();
