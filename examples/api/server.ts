import { createApp } from './app.ts';
import { createAuthorizer } from './authorizer.ts';

const userPoolId = required('USER_POOL_ID');
const clientId = required('CLIENT_ID');

// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
const [region] = userPoolId.split('_');
const issuer = process.env['COGNITO_ISSUER'] ?? `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
// An emulator serves its keys at another address than the issuer.
const jwksUri = process.env['COGNITO_JWKS_URI'] ?? `${issuer}/.well-known/jwks.json`;

// With port 0, the operating system chooses a free port.
const server = createApp(createAuthorizer({ clientId, issuer, jwksUri }));
server.listen(Number(process.env['PORT'] ?? '3000'), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : '?';
  process.stdout.write(`Orders API listening on http://127.0.0.1:${port}\n`);
});

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`set the environment variable ${name}`);
  }
  return value;
}
