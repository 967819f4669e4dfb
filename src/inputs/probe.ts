/**
 * The inputs of the probe.
 */
import type { ProbeRequest } from '../platform/ports.ts';
import { PROBE_HEADER } from './forms.ts';
import type { InputReader } from './reading/reader.ts';
import type { Mode } from './rules.ts';

export const PROBE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** A call of the API; its headers are made when there are tokens. */
export interface ProbeInputs extends Omit<ProbeRequest, 'headers'> {
  readonly header: ProbeHeader;
}

export interface ProbeHeader {
  readonly name: string;
  /** Its value, with placeholders for tokens: `{token}`, `{id-token}`, `{access-token}`. */
  readonly template: string;
}

/** Undefined where no probe is asked for. */
export function readProbe(reader: InputReader, mode: Mode): ProbeInputs | undefined {
  const url = reader.optional('probe-url');
  const method = reader.choice('probe-method', PROBE_METHODS);
  const header = reader.value('probe-header');
  if (mode === 'client-credentials') {
    checkIdToken(reader, 'mode client-credentials gives no ID token.');
  }
  const { name = '', template = '' } = PROBE_HEADER.pattern.exec(header)?.groups ?? {};
  return url === undefined ? undefined : { url, displayUrl: withoutQuery(url), method, header: { name, template } };
}

/** Notes a header that wants an ID token where there will be none. */
export function checkIdToken(reader: InputReader, whyNone: string): void {
  if (reader.value('probe-header').includes('{id-token}')) {
    reader.note('probe-header', `has {id-token}, but ${whyNone}`);
  }
}

/** Of a URL that is none, nothing: what is wrong with it is noted by its form. */
function withoutQuery(url: string): string {
  const { origin, pathname } = URL.parse(url) ?? { origin: '', pathname: '' };
  return `${origin}${pathname}`;
}
