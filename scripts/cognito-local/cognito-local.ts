/**
 * cognito-local, a third party's emulator of Cognito: https://github.com/jagregory/cognito-local
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BackgroundProcess, startInBackground } from './background-process.ts';

/** cognito-local names every pool it makes `local_…`: its region is `local`. */
const ISSUER_DOMAIN = 'https://cognito-idp.local.amazonaws.com';

/**
 * Starts cognito-local on a free port of the loopback address, and waits until it answers. It keeps its data, passwords in
 * clear among them, in `folder`; whoever made the folder removes it. Its URL is what `AWS_ENDPOINT_URL` wants.
 *
 * @throws {Error} when it does not start
 */
export async function startCognitoLocal(folder: string): Promise<BackgroundProcess> {
  const configFolder = join(folder, '.cognito');
  await mkdir(configFolder, { recursive: true });
  // Its own default issuer is its address as it knows it before it listens: that would be port 0. This one has Cognito's form.
  // And its users are known by e-mail addresses, where a pool says nothing; Cognito's are not.
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

/** Where an instance serves the public keys of a user pool. */
export function jwksUri(endpoint: string, userPoolId: string): string {
  return `${endpoint}/${userPoolId}/.well-known/jwks.json`;
}
