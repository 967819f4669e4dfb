import type { HttpRequest, HttpResponse } from '../http-server.ts';
import { readCookies } from './cookies.ts';

/**
 * The secrets of the login page. Its cookies (one of which the form repeats as `_csrf`) and codes are secret, although
 * they look like a `sub`.
 */
export type LoginSecret = { readonly kind: 'login cookie' | 'authorization code'; readonly text: string };

const secretsOfKind = (kind: LoginSecret['kind'], texts: readonly (string | null | undefined)[]): LoginSecret[] =>
  texts.flatMap((text) => (text ? [{ kind, text }] : []));

const isForm = (headers: HttpRequest['headers']): boolean =>
  headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;

export const loginSecretsOfRequest = ({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): LoginSecret[] => {
  const form = new URLSearchParams(isForm(headers) ? body.toString() : '');
  return [
    ...secretsOfKind('login cookie', [...readCookies(headers).values()]),
    ...secretsOfKind('authorization code', [form.get('code')]),
  ];
};

const listOf = (value: string | readonly string[] = []): readonly string[] =>
  typeof value === 'string' ? [value] : value;

export const loginSecretsOfAnswer = ({ headers }: HttpResponse): LoginSecret[] => {
  const cookies = listOf(headers['Set-Cookie']).map((cookie) => /^[^=]+="?([^";]*)/.exec(cookie)?.[1]);
  const [location = ''] = listOf(headers['Location']);
  return [
    ...secretsOfKind('login cookie', cookies),
    ...secretsOfKind('authorization code', [new URLSearchParams(location.split('?')[1]).get('code')]),
  ];
};
