/**
 * The inputs of the probe.
 */
import type { Form } from './reading/form.ts';
import type { InputReader } from './reading/reader.ts';
import type { Mode } from './rules.ts';

export const PROBE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export interface ProbeInputs {
  readonly url: string;
  readonly method: (typeof PROBE_METHODS)[number];
  readonly header: ProbeHeader;
}

export interface ProbeHeader {
  readonly name: string;
  /** Its value, with placeholders for tokens: `{token}`, `{id-token}`, `{access-token}`. */
  readonly template: string;
}

const PROBE_URL: Form = {
  pattern: /^https?:\/\//i,
  accepts: (text) => {
    const url = URL.parse(text);
    return url !== null && url.username === '' && url.password === '';
  },
  words: 'an http:// or https:// URL, without a username and password in it',
  mistakes: [
    { pattern: /^\//, seen: 'is a path', rather: 'a whole URL, like https://api.example.com/orders' },
    {
      pattern: /^(?![a-z][a-z0-9+.-]*:\/\/)/i,
      seen: 'has no scheme',
      rather: 'a whole URL, like https://api.example.com/orders',
    },
  ],
};

const PROBE_HEADER: Form = {
  pattern: /^(?<name>[\w-]+):\s*(?<template>.*\{(?:token|id-token|access-token)\}.*)$/,
  words: 'a header with a placeholder, like Authorization: Bearer {token}',
  mistakes: [],
};

/** Undefined where no probe is asked for. */
export function readProbe(reader: InputReader, mode: Mode): ProbeInputs | undefined {
  const url = reader.formed('probe-url', PROBE_URL);
  const method = reader.choice('probe-method', PROBE_METHODS);
  const header = readHeader(reader, mode);
  return url === '' ? undefined : { url, method, header };
}

function readHeader(reader: InputReader, mode: Mode): ProbeHeader {
  const header = reader.formed('probe-header', PROBE_HEADER);
  if (mode === 'client-credentials' && header.includes('{id-token}')) {
    reader.note('probe-header', 'has {id-token}, but mode client-credentials gives no ID token.');
  }
  const { name = '', template = '' } = PROBE_HEADER.pattern.exec(header)?.groups ?? {};
  return { name, template };
}
