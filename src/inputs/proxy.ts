import { andList } from '../lists.ts';
import { checkDependents } from './checks.ts';
import { readTokenHeader } from './probe.ts';
import type { InputReader } from './reading/reader.ts';
import { INPUT_RULES } from './rules.ts';

export type ProxyInputs = NonNullable<ReturnType<typeof readProxy>>;

const SIGNATURE_ADVICE = 'Did you mean sigv4?';
const TOKEN_ADVICE = 'Did you mean token? token-header says which one, and in which header.';

const ADVICE: ReadonlyMap<string, string> = new Map([
  ...['iam', 'aws', 'aws_iam', 'aws4', 'signature'].map((word) => [word, SIGNATURE_ADVICE] as const),
  ...['bearer', 'jwt', 'header', 'id-token', 'access-token'].map((word) => [word, TOKEN_ADVICE] as const),
]);

/** @returns undefined without `proxy-to` */
export function readProxy(reader: InputReader) {
  const target = reader.optional('proxy-to');
  /** 0 for a free port. */
  const port = reader.integer('proxy-port', 0, 65_535);
  const auth = reader.choice('proxy-auth', ['token', 'sigv4'], ADVICE);
  checkDependents(reader, 'proxy-auth', auth);
  /** The service in signatures. Undefined if the host says it. */
  const service = reader.optional('sigv4-service');
  const header = readTokenHeader(reader);
  if (target === undefined) {
    noticeUnused(reader);
  } else if (port === portOnThisMachine(target)) {
    const problem = 'is the port of proxy-to, so the proxy would call itself.';
    reader.addProblem('proxy-port', `${problem} Set another port, or 0 for a free one.`);
  }
  return target === undefined ? undefined : { target, port, auth, service, header };
}

/** Returns the target's port if it is at the proxy's own address. */
function portOnThisMachine(target: string): number | undefined {
  const { hostname, protocol, port } = URL.parse(target) ?? {};
  const defaultPort = protocol === 'http:' ? 80 : 443;
  return hostname === 'localhost' || hostname === '127.0.0.1' ? Number(port || defaultPort) : undefined;
}

/** An app client has no identity in an identity pool. */
export function rejectSignatures(reader: InputReader): void {
  if (reader.text('proxy-auth') === 'sigv4') {
    const problem = 'is sigv4, which needs the AWS credentials of a user, but mode is client-credentials.';
    reader.addProblem('proxy-auth', `${problem} Set mode: ephemeral, stored or refresh, or remove proxy-auth.`);
  }
}

function noticeUnused(reader: InputReader): void {
  const unused = (['proxy-port', 'proxy-auth', 'sigv4-service'] as const).filter(
    (name) => reader.text(name) !== (INPUT_RULES[name].default ?? ''),
  );
  if (unused.length > 0) {
    const names = andList(unused);
    const consequence = `so ${names} ${unused.length === 1 ? 'has' : 'have'} no effect`;
    reader.addNotice('proxy-to', `is empty, ${consequence}. Set it, or remove ${names}.`);
  }
}
