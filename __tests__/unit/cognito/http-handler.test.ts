import { createServer } from 'node:http';
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from '@jest/globals';
import { BoundedHttpHandler, MAX_ANSWER_LENGTH } from '../../../src/cognito/http-handler.ts';
import { useServers } from '../../support/test-servers.ts';

const serve = useServers();

/** Has the SDK read an answer of this length, which the server states or not. Resolves to the name of the error. */
async function read(length: number, isStated: boolean): Promise<string> {
  const text = JSON.stringify({ PaginationToken: '' });
  const body = text.replace('""', `"${'x'.repeat(length - text.length)}"`);
  const type = { 'Content-Type': 'application/x-amz-json-1.1' };
  const port = await serve(
    createServer((_, response) => {
      response.writeHead(200, isStated ? { ...type, 'Content-Length': length } : type);
      response.write(body.slice(0, 10));
      response.end(body.slice(10));
    }),
  );
  const client = new CognitoIdentityProviderClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${port}`,
    requestHandler: new BoundedHttpHandler({}),
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a-secret' },
  });
  const answer = client.send(new ListUsersCommand({ UserPoolId: 'eu-west-1_AbCdEf123' }));
  const name = await answer.then(
    () => 'none',
    (error: Error) => error.name,
  );
  client.destroy();
  return name;
}

it.each([true, false])(
  'only an answer of more than a megabyte is unreadable, if its length is stated: %s',
  async (isStated) => {
    expect(await read(MAX_ANSWER_LENGTH, isStated)).toBe('none');
    expect(await read(MAX_ANSWER_LENGTH + 1, isStated)).toBe('SyntaxError');
  },
);
