import { expect, it } from '@jest/globals';
import { envFile } from '../../../src/outputs/env-file.ts';

const neverSaid = (line: string) => {
  throw new Error(line);
};

it('has the variables of the Postman environment by the names of the outputs, and no paths', () => {
  const outputs = [
    ['PASSWORD', 'Aa0-_.~'],
    ['REFRESH_TOKEN', 'a+/=='],
    ['EXPIRES_AT', '2026-01-01T00:00:00.000Z'],
    ['USERS_FILE', '/temp/b.json'],
    ['PROXY_URL', 'http://127.0.0.1:40123'],
  ] as const;
  expect(envFile(outputs, neverSaid)).toBe(
    'PASSWORD=Aa0-_.~\nREFRESH_TOKEN=a+/==\nEXPIRES_AT=2026-01-01T00:00:00.000Z\nPROXY_URL=http://127.0.0.1:40123\n',
  );
});

it.each([
  'a b',
  ' ab',
  'a#b',
  'a$b',
  "'ab'",
  'a"b',
  'a`b`',
  'a\\b',
  'a;b',
  'a&b',
  'a\nb',
  '~/ab',
  '~root',
  'a:~/b',
  'ä',
  '',
])('has no value like %j, and logs the names of such values only', (value) => {
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
