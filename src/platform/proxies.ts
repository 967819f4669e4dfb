/**
 * The proxy variables, in the one form that Node.js, axios and GitHub's OIDC client read alike.
 *
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */
import { isIPv4 } from 'node:net';
import { ActionError } from '../failures/action-error.ts';

export type Proxies = Readonly<Record<string, string>>;

export const PROXY_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'];

/**
 * Reads the proxy variables that are set, under their names in upper case.
 *
 * @throws {ActionError} `proxy-unusable`
 */
export function readProxies(): Proxies {
  return Object.fromEntries(
    PROXY_VARIABLES.flatMap((name) => {
      // Lower case wins, as in Node.js and curl.
      const value = (process.env[name.toLowerCase()] || process.env[name] || '').trim();
      return value === '' ? [] : [[name, name === 'NO_PROXY' ? completeNoProxy(value) : proxyUrl(value).href]];
    }),
  );
}

/** Makes the whole process use these proxies and no others. */
export function setProxies(proxies: Proxies): void {
  for (const name of PROXY_VARIABLES) {
    delete process.env[name.toLowerCase()];
    delete process.env[name];
  }
  Object.assign(process.env, proxies);
}

function proxyUrl(value: string): URL {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  // A password with a slash makes the username the host, which messages name.
  const isUsable = url && !`${url.pathname}${url.search}${url.hash}`.includes('@');
  if (!isUsable || !/^https?:$/.test(url.protocol) || !/^([\w.-]+|\[.*\])$/.test(url.hostname)) {
    throw new ActionError({ code: 'proxy-unusable' });
  }
  return url;
}

/** Adds what other tools understand and Node.js does not: subdomains of `example.com`, and `10.0.0.0/8`. */
function completeNoProxy(value: string): string {
  const entries = value.split(/[\s,]+/).filter(Boolean);
  return [...new Set(entries.flatMap((entry) => [entry, ...equivalentOf(entry)]))].join(',');
}

function equivalentOf(entry: string): string[] {
  const [, address = '', bits = ''] = /^([\d.]+)\/(\d\d?)$/.exec(entry) ?? [];
  if (isIPv4(address) && Number(bits) <= 32) {
    const size = 2 ** (32 - Number(bits));
    const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const first = number - (number % size);
    return [`${formatIPv4(first)}-${formatIPv4(first + size - 1)}`];
  }
  return /^\w[\w.-]*$/.test(entry) && /[a-z]/i.test(entry) ? [`.${entry}`] : [];
}

function formatIPv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
