/** The one origin that the proxy forwards to, and how URLs of both sides correspond. */

export interface Target {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  readonly port: string;
  /** The value of `Host`. */
  readonly host: string;
  readonly origin: string;
  /** Without a slash at the end; empty for the root. */
  readonly basePath: string;
}

/** @param baseUrl `https://api.example.com/v1` */
export function parseTarget(baseUrl: string): Target {
  const { protocol, hostname, port, host, origin, pathname } = new URL(baseUrl);
  return {
    protocol: protocol === 'http:' ? protocol : 'https:',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    host,
    origin,
    basePath: pathname.replace(/\/+$/, ''),
  };
}

/** Appends the path and query of a request to the base path, byte for byte. `*` stands for the whole server. */
export function pathAtTarget(path: string, { basePath }: Target): string {
  return path === '*' ? path : `${basePath}${path}`;
}

/**
 * Makes a `Location` that points to the target point to the proxy. Leaves any other as it is.
 *
 * @param proxyOrigin as the client knows it
 */
export function locationAtProxy(location: string, { origin, basePath }: Target, proxyOrigin: string): string {
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i.exec(location)?.[0] ?? '';
  const isRelative = authority === '';
  if (isRelative ? !location.startsWith('/') : URL.parse(authority, origin)?.origin !== origin) {
    return location;
  }
  const path = location.slice(authority.length);
  const rest = path.slice(basePath.length);
  if (!path.startsWith(basePath) || (basePath !== '' && !/^(?:[/?#]|$)/.test(rest))) {
    return location;
  }
  // A path that begins with two slashes would name another host.
  return isRelative && !rest.startsWith('//') ? rest || '/' : `${proxyOrigin}${rest}`;
}
