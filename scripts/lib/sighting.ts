/**
 * Searches a tool's output and files for tokens, whole and truncated.
 */
import { gunzipSync, inflateRawSync } from 'node:zlib';

/** How much of a token was found. The runner does not mask truncated tokens. */
export type Sighting = 'whole' | 'truncated';

/** The number of characters at the start or end of a token that count as a truncated token. */
const TRUNCATED_LENGTH = 40;
/** Base64 data within a text, such as the data of an HTML report. */
const BASE64_DATA = /[A-Za-z0-9+/]{200,}={0,2}/g;
/** Enough for a compressed file in an archive in the Base64 data of a page. */
const MAX_DEPTH = 4;

const ZIP_ENTRY = Buffer.from('PK\x03\x04', 'latin1');
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
/** The compression method of a ZIP entry that is not compressed. */
const STORED = 0;
const GZIP = Buffer.from([0x1f, 0x8b]);

/** Searches a text or a file's content for the secrets, also within archives, compressed data and Base64. */
export function sightingIn(content: string | Buffer, secrets: readonly string[]): Sighting | undefined {
  const texts = [...unpacked(Buffer.from(content), 0)];
  const seen = (forms: readonly string[]) => texts.some((text) => forms.some((form) => text.includes(form)));
  if (seen(secrets.flatMap(wholeForms))) {
    return 'whole';
  }
  return seen(secrets.flatMap(truncatedForms)) ? 'truncated' : undefined;
}

/** Returns the secret itself, and its three possible Base64 encodings within a longer text. */
function wholeForms(secret: string): string[] {
  return [secret, ...[0, 1, 2].map((offset) => base64Within(secret, offset))];
}

/**
 * Returns the Base64 encoding of a secret that starts `offset` bytes after a multiple of three, without the characters
 * that also depend on the neighbouring bytes.
 */
function base64Within(secret: string, offset: number): string {
  const encoded = Buffer.from(`${'-'.repeat(offset)}${secret}`)
    .toString('base64')
    .replaceAll('=', '');
  const first = Math.ceil((offset * 4) / 3);
  return encoded.slice(first, Math.floor(((offset + secret.length) * 4) / 3));
}

/**
 * Returns a JWT's payload and signature, and the start and end of a long secret. Passwords are too short to truncate.
 */
function truncatedForms(secret: string): string[] {
  const [, payload, signature] = secret.split('.');
  const parts = secret.startsWith('ey') && payload !== undefined && signature !== undefined ? [payload, signature] : [];
  const ends =
    secret.length > 2 * TRUNCATED_LENGTH ? [secret.slice(0, TRUNCATED_LENGTH), secret.slice(-TRUNCATED_LENGTH)] : [];
  return [...parts, ...ends];
}

function* unpacked(content: Buffer, depth: number): Generator<string> {
  const text = content.toString('latin1');
  yield text;
  if (depth === MAX_DEPTH) {
    return;
  }
  for (const inner of [...zipEntries(content), ...gzipped(content), ...decoded(text)]) {
    yield* unpacked(inner, depth + 1);
  }
}

function decoded(text: string): Buffer[] {
  return (text.match(BASE64_DATA) ?? []).map((packed) => Buffer.from(packed, 'base64'));
}

function gzipped(content: Buffer): Buffer[] {
  return content.subarray(0, GZIP.length).equals(GZIP) ? [gunzipSync(content)] : [];
}

/**
 * Returns the decompressed files of a ZIP archive, found through its central directory.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.12 and 4.3.16
 */
function zipEntries(content: Buffer): Buffer[] {
  const end = content.lastIndexOf(ZIP_END);
  if (!content.subarray(0, ZIP_ENTRY.length).equals(ZIP_ENTRY) || end < 0) {
    return [];
  }
  const entries: Buffer[] = [];
  let at = content.readUInt32LE(end + 16);
  for (let count = content.readUInt16LE(end + 10); count > 0; count--) {
    const method = content.readUInt16LE(at + 10);
    const size = content.readUInt32LE(at + 20);
    const header = content.readUInt32LE(at + 42);
    const start = header + 30 + content.readUInt16LE(header + 26) + content.readUInt16LE(header + 28);
    const data = content.subarray(start, start + size);
    entries.push(method === STORED ? data : inflateRawSync(data));
    at += 46 + content.readUInt16LE(at + 28) + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return entries;
}
