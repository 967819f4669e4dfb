/**
 * cognito-local, a third-party emulator of Cognito.
 *
 * @see https://github.com/jagregory/cognito-local
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BackgroundProcess, startInBackground } from '../lib/background-process.ts';

/** cognito-local names every user pool `local_…`, so the region is `local`. */
const REGION = 'local';
const ISSUER_DOMAIN = `https://cognito-idp.${REGION}.amazonaws.com`;
/** cognito-local accepts any credentials, but the SDK needs some to sign with. */
export const SDK_SETTINGS = {
  region: REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

/**
 * Starts cognito-local on a free port of the loopback address, and waits until it answers. Its URL is the value for
 * `AWS_ENDPOINT_URL`.
 *
 * @param folder for its data, which includes passwords in plain text. The caller removes it.
 * @throws {Error} if it does not start
 */
export async function startCognitoLocal(folder: string): Promise<BackgroundProcess> {
  const configFolder = join(folder, '.cognito');
  await mkdir(configFolder, { recursive: true });
  // The default issuer would contain port 0, which is replaced only when the server listens. This one has Cognito's
  // format. By default, cognito-local accepts e-mail addresses as usernames in every pool; Cognito does not.
  const config = { TokenConfig: { IssuerDomain: ISSUER_DOMAIN }, UserPoolDefaults: { UsernameAttributes: [] } };
  await writeFile(join(configFolder, 'config.json'), JSON.stringify(config));

  return startInBackground({
    args: [fileURLToPath(import.meta.resolve('cognito-local/lib/bin/start.js'))],
    cwd: folder,
    env: { HOST: '127.0.0.1', PORT: '0' },
    outputFile: join(folder, 'cognito-local.log'),
    ready: /running on (http:\/\/127\.0\.0\.1:\d+)/,
  });
}

/** Returns the URL of a user pool's public keys. */
export function jwksUri(endpoint: string, userPoolId: string): string {
  return `${endpoint}/${userPoolId}/.well-known/jwks.json`;
}
