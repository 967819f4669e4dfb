/**
 * Looks for tokens, whole and in parts, in what a tool printed and wrote.
 */
import { gunzipSync, inflateRawSync } from 'node:zlib';

/** Cut tokens are shorter, but no mask of the runner knows them. */
export type Sighting = 'whole' | 'cut';

/** Reports print so much of a value's start or end before they cut it. */
const CUT_LENGTH = 40;
/** What is packed into a text as Base64, like the data of an HTML report. */
const PACKED = /[A-Za-z0-9+/]{200,}={0,2}/g;
/** How deep packed things are opened: a file in an archive in the Base64 of a page, and one more. */
const MAX_DEPTH = 4;

const ZIP_ENTRY = Buffer.from('PK\x03\x04', 'latin1');
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
/** The method of a ZIP entry that is not compressed. */
const STORED = 0;
const GZIP = Buffer.from([0x1f, 0x8b]);

/** Tells whether one of the secrets is in a text or a file's content, packed or not. */
export function sightingIn(content: string | Buffer, secrets: readonly string[]): Sighting | undefined {
  const texts = [...unpacked(Buffer.from(content), 0)];
  const seen = (forms: readonly string[]) => texts.some((text) => forms.some((form) => text.includes(form)));
  if (seen(secrets.flatMap(wholeForms))) {
    return 'whole';
  }
  return seen(secrets.flatMap(cutForms)) ? 'cut' : undefined;
}

/** A secret as it is, and as Base64 wherever in a longer text it stands. */
function wholeForms(secret: string): string[] {
  return [secret, ...[0, 1, 2].map((offset) => base64Within(secret, offset))];
}

/** What Base64 has of a secret that begins `offset` bytes after a multiple of three: the characters that depend on nothing else. */
function base64Within(secret: string, offset: number): string {
  const encoded = Buffer.from(`${'-'.repeat(offset)}${secret}`)
    .toString('base64')
    .replaceAll('=', '');
  const first = Math.ceil((offset * 4) / 3);
  return encoded.slice(first, Math.floor(((offset + secret.length) * 4) / 3));
}

/** A JWT's payload and signature, and what a cut token has left. A password is short: of it there is only the whole. */
function cutForms(secret: string): string[] {
  const [, payload, signature] = secret.split('.');
  const parts = secret.startsWith('ey') && payload !== undefined && signature !== undefined ? [payload, signature] : [];
  const ends = secret.length > 2 * CUT_LENGTH ? [secret.slice(0, CUT_LENGTH), secret.slice(-CUT_LENGTH)] : [];
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
  return (text.match(PACKED) ?? []).map((packed) => Buffer.from(packed, 'base64'));
}

function gzipped(content: Buffer): Buffer[] {
  return content.subarray(0, GZIP.length).equals(GZIP) ? [gunzipSync(content)] : [];
}

/** The files in a ZIP archive, by the directory at its end: APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16. */
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
