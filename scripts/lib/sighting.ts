/**
 * Searches a tool's output and files for tokens, whole and truncated.
 */
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** How much of a token was found. The runner does not mask truncated tokens. */
export type Sighting = 'whole' | 'truncated';

/** The number of characters at the start or end of a token that count as a truncated token. */
const TRUNCATED_LENGTH = 40;
/** Base64 data within a text, such as the data of an HTML report. */
const BASE64_DATA = /[A-Za-z0-9+/]{200,}={0,2}/g;
/** Enough for a compressed file in an archive in the Base64 data of a page. */
const MAX_DEPTH = 4;

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
  for (const inner of depth < MAX_DEPTH ? packedIn(content, text) : []) {
    yield* unpacked(inner, depth + 1);
  }
}

/** Returns what is packed in a ZIP archive, in gzip, or in Base64. */
function packedIn(content: Buffer, text: string): Buffer[] {
  if (text.startsWith('PK\x03\x04')) {
    return Object.values(unzipSync(content)).map((file) => Buffer.from(file));
  }
  if (text.startsWith('\x1f\x8b')) {
    return [gunzipSync(content)];
  }
  return (text.match(BASE64_DATA) ?? []).map((packed) => Buffer.from(packed, 'base64'));
}
