// Verify the files that hold the outputs for other tools.
import { describe, expect, it } from '@jest/globals';
import { envFile } from '../../../src/outputs/env-file.ts';
import { earliestExpiry, type Outputs, VARIABLES } from '../../../src/outputs/outputs.ts';
import { postmanEnvironment } from '../../../src/outputs/postman.ts';
import { usersCsv, usersJson } from '../../../src/outputs/users.ts';
import { CLIENT_TOKENS, IDENTITY } from '../fakes.ts';

it('a Postman environment has the outputs except paths and the identity, and marks the secret ones', () => {
  const outputs: Outputs = [
    ['PASSWORD', 'p"w'],
    ['EXPIRES_AT', '2026-01-01T00:00:00.000Z'],
    ['POSTMAN_ENVIRONMENT', '/temp/a.json'],
    ['AWS_ACCESS_KEY_ID', 'ASIAIOSFODNN7EXAMPLE'],
    ['IDENTITY_ID', 'j'],
  ];
  expect(JSON.parse(postmanEnvironment(outputs))).toEqual({
    name: 'cognito-token-action',
    values: [
      { key: 'password', value: 'p"w', type: 'secret', enabled: true },
      { key: 'expiresAt', value: '2026-01-01T00:00:00.000Z', type: 'default', enabled: true },
      { key: 'awsAccessKeyId', value: 'ASIAIOSFODNN7EXAMPLE', type: 'secret', enabled: true },
    ],
    _postman_variable_scope: 'environment',
  });
});

it.each([...VARIABLES])(
  '%s is in camel case in files, and is a secret there unless anyone may know it',
  (name, variable) => {
    expect(variable.key.replace(/[A-Z]/g, '_$&').toUpperCase()).toBe(name);
    expect(variable.type).toBe(['EXPIRES_AT', 'SUB', 'PROXY_URL'].includes(name) ? 'default' : 'secret');
  },
);

describe('an env file', () => {
  const SPECIAL = ['a b', 'a#b', 'a$b', "'ab'", 'a"b', 'a\\b', 'a;b', 'a\nb', '~root', 'a:~/b', 'ä', ''];

  it('has the variables of the Postman environment by the names of the outputs, and no paths', () => {
    const outputs: Outputs = [
      ['PASSWORD', 'Aa0-_.~'],
      ['REFRESH_TOKEN', 'a+/=='],
      ['USERS_FILE', '/temp/b.json'],
      ['PROXY_URL', 'http://127.0.0.1:40123'],
    ];
    const lines: string[] = [];
    expect(envFile(outputs, (line) => lines.push(line))).toBe(
      'PASSWORD=Aa0-_.~\nREFRESH_TOKEN=a+/==\nPROXY_URL=http://127.0.0.1:40123\n',
    );
    expect(lines).toEqual([]);
  });

  it.each(SPECIAL)('has no value like %j, and logs the names of such values only', (value) => {
    const lines: string[] = [];
    const outputs = [
      ['USERNAME', value],
      ['PASSWORD', value],
      ['SUB', 'a-sub'],
    ] as const;
    expect(envFile(outputs, (line) => lines.push(line))).toBe('SUB=a-sub\n');
    expect(lines).toEqual([
      'Not in the env file: USERNAME and PASSWORD. Tools disagree on special characters. Use the outputs.',
    ]);
  });
});

describe('the users of a file', () => {
  const ada: Outputs = [
    ['USERNAME', 'ada'],
    ['SUB', '1'],
    ['IDENTITY_ID', 'eu-west-1:1'],
  ];
  const grace: Outputs = [
    ['USERNAME', 'gr"ace'],
    ['ID_TOKEN', 'a,b'],
    ['SUB', '2\n3'],
    ['USERS_FILE', '/temp/users.json'],
  ];

  it('have a header line and quoted fields as CSV', () => {
    const header = 'username,idToken,sub,identityId\r\n';
    expect(usersCsv([grace, ada])).toBe(`${header}"gr""ace","a,b","2\n3",\r\nada,,1,eu-west-1:1\r\n`);
  });

  it('have an object each as JSON', () => {
    expect(JSON.parse(usersJson([ada]))).toStrictEqual([{ username: 'ada', sub: '1', identityId: 'eu-west-1:1' }]);
  });
});

it.each([
  ['2026-01-01T00:19:00Z', IDENTITY, '2026-01-01T00:19:00.000Z'],
  ['2026-01-01T00:21:00Z', IDENTITY, '2026-01-01T00:20:00.000Z'],
  ['2026-01-01T00:21:00Z', undefined, '2026-01-01T00:21:00.000Z'],
])('outputs expire with the first of the tokens (%s) and the AWS credentials', (time, identity, expected) => {
  expect(earliestExpiry({ ...CLIENT_TOKENS, expiresAt: new Date(time) }, identity).toISOString()).toBe(expected);
});
