import { checkDependents } from './checks.ts';
import { readTokenHeader } from './probe.ts';
import type { InputReader } from './reading/reader.ts';

export type ProxyInputs = NonNullable<ReturnType<typeof readProxy>>;

/** @returns undefined without `proxy-to` */
export function readProxy(reader: InputReader) {
  const target = reader.optional('proxy-to');
  /** 0 for a free port. */
  const port = reader.integer('proxy-port', 0, 65_535);
  const auth = reader.choice('proxy-auth', ['token', 'sigv4']);
  checkDependents(reader, 'proxy-auth', auth);
  /** The service in signatures. Undefined if the host says it. */
  const service = reader.optional('sigv4-service');
  const header = readTokenHeader(reader);
  return target === undefined ? undefined : { target, port, auth, service, header };
}
