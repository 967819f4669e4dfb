import type { HttpRequest, HttpResponse } from '../http-server.ts';
import { readCookies } from './cookies.ts';

/**
 * The secrets of the login page. Its cookies (one of which the form repeats as `_csrf`) and codes are secret, although
 * they look like a `sub`.
 */
export interface LoginSecret {
  readonly kind: 'login cookie' | 'authorization code';
  readonly text: string;
}

function secretsOfKind(kind: LoginSecret['kind'], texts: readonly (string | null | undefined)[]): LoginSecret[] {
  return texts.flatMap((text) => (text ? [{ kind, text }] : []));
}

function isForm(headers: HttpRequest['headers']): boolean {
  return headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
}

export function loginSecretsOfRequest({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): LoginSecret[] {
  const form = new URLSearchParams(isForm(headers) ? body.toString() : '');
  return [
    ...secretsOfKind('login cookie', [...readCookies(headers).values()]),
    ...secretsOfKind('authorization code', [form.get('code')]),
  ];
}

function listOf(value: string | readonly string[] = []): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

export function loginSecretsOfAnswer({ headers }: HttpResponse): LoginSecret[] {
  const cookies = listOf(headers['Set-Cookie']).map((cookie) => /^[^=]+="?([^";]*)/.exec(cookie)?.[1]);
  const [location = ''] = listOf(headers['Location']);
  return [
    ...secretsOfKind('login cookie', cookies),
    ...secretsOfKind('authorization code', [new URLSearchParams(location.split('?')[1]).get('code')]),
  ];
}
