import type { ProbeRequest } from '../platform/ports.ts';
import type { TokenHeader } from '../token-header.ts';
import { TOKEN_HEADER } from './formats/job.ts';
import type { InputReader } from './reading/reader.ts';

export const PROBE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** The request to the API under test. Its headers need tokens, so they are added later. */
export interface ProbeInputs extends Omit<ProbeRequest, 'headers'> {
  readonly header: TokenHeader;
}

/** @returns undefined without `probe-url` */
export function readProbe(reader: InputReader): ProbeInputs | undefined {
  const url = reader.optional('probe-url');
  const method = reader.choice('probe-method', PROBE_METHODS);
  const header = readTokenHeader(reader);
  return url === undefined ? undefined : { url, displayUrl: withoutQuery(url), method, header };
}

export function readTokenHeader(reader: InputReader): TokenHeader {
  const { name = '', template = '' } = TOKEN_HEADER.pattern.exec(reader.value('token-header'))?.groups ?? {};
  return { name, template };
}

/** @param fix a sentence */
export function rejectIdTokenHeader(reader: InputReader, condition: string, fix: string): void {
  if (reader.value('token-header').includes('{id-token}')) {
    reader.addProblem('token-header', `contains {id-token}, but there is no ID token ${condition}. ${fix}`);
  }
}

function withoutQuery(url: string): string {
  const { origin, pathname } = URL.parse(url) ?? { origin: '', pathname: '' };
  return `${origin}${pathname}`;
}
