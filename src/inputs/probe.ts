/**
 * The inputs of the probe.
 */

import { checkProbeHeader, PROBE_METHODS, type ProbeInputs } from '../hand-over/probe.ts';
import type { InputReader } from './reading/reader.ts';
import type { Mode } from './rules.ts';

/** Undefined where no probe is asked for. */
export function readProbe(reader: InputReader, mode: Mode): ProbeInputs | undefined {
  const url = reader.text('probe-url');
  const problemOfUrl = url === '' ? undefined : checkProbeUrl(url);
  if (problemOfUrl !== undefined) {
    reader.note('probe-url', problemOfUrl);
  }
  const method = reader.choice('probe-method', PROBE_METHODS);
  const header = reader.text('probe-header');
  const problemOfHeader = checkProbeHeader(header, mode);
  if (problemOfHeader !== undefined) {
    reader.note('probe-header', problemOfHeader);
  }
  return url === '' ? undefined : { url, method, header };
}

/** What is wrong with a `probe-url`, or undefined. It is not quoted: people put keys into URLs. */
function checkProbeUrl(text: string): string | undefined {
  if (text.startsWith('/')) {
    return 'is a path, and must be a whole URL, like https://api.example.com/orders.';
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return 'has no scheme: put https:// in front.';
  }
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
    ? undefined
    : 'must be an http:// or https:// URL, without a username and password in it.';
}
