import { expect, it } from '@jest/globals';
import { CookieJar } from '../../../src/cognito/cookie-jar.ts';

it('a jar masks what it is given, keeps the last of a name, and sends all', () => {
  const masked: string[] = [];
  const jar = new CookieJar((secret) => masked.push(secret));
  expect(jar.headers).toStrictEqual({});
  expect(jar.value('XSRF-TOKEN')).toBe('');
  jar.take(['XSRF-TOKEN=first; Path=/; Secure', 'csrf-state=""; Path=/']);
  jar.take(['XSRF-TOKEN=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT', 'XSRF-TOKEN=second', 'cognito="a=b=="; Path=/']);
  expect(jar.headers).toStrictEqual({ Cookie: 'XSRF-TOKEN=second; csrf-state=""; cognito="a=b=="' });
  expect(jar.value('cognito')).toBe('a=b==');
  expect(masked).toStrictEqual(['first', '', '', 'second', 'a=b==']);
});
