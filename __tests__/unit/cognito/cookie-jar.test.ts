import { expect, it } from '@jest/globals';
import { CookieJar } from '../../../src/cognito/cookie-jar.ts';

it('masks long values, keeps the last cookie of a name, and sends all cookies', () => {
  const masked: string[] = [];
  const jar = new CookieJar((secret) => masked.push(secret));
  expect(jar.headers).toStrictEqual({});
  expect(jar.value('XSRF-TOKEN')).toBe('');
  jar.store(['XSRF-TOKEN=first-of-two; Path=/; Secure', 'csrf-state=""; Path=/']);
  jar.store([
    'XSRF-TOKEN=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT',
    'XSRF-TOKEN=second-of-two',
    'cognito="a=b==c=d"; Path=/',
    'lang=en',
    'half="open',
    'no cookie',
  ]);
  expect(jar.headers).toStrictEqual({
    Cookie: 'XSRF-TOKEN=second-of-two; csrf-state=""; cognito="a=b==c=d"; lang=en; half="open',
  });
  expect(jar.value('half')).toBe('"open');
  expect(jar.value('cognito')).toBe('a=b==c=d');
  expect(masked).toStrictEqual(['first-of-two', 'second-of-two', 'a=b==c=d']);
});
