/** Lists the fields of an answer, and the values of a few. */

/** Fields with values of Cognito's own, the same for every pool. */
const TELLING = new Set([
  'AvailableChallenges',
  'ChallengeName',
  'MFAS_CAN_CHOOSE',
  'MFAS_CAN_SELECT',
  'MFAS_CAN_SETUP',
  'Status',
  'TokenType',
  'UserConfirmed',
  'UserStatus',
  'token_type',
  'scope',
]);

export function fieldsOf(answer: object): readonly string[] {
  const { $metadata: _, ...members } = { $metadata: undefined, ...answer };
  return [...new Set(walk(members, ''))].toSorted();
}

function walk(value: unknown, path: string): string[] {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (TELLING.has(name) && isPlain(value)) {
    return [`${path}=${plainText(value)}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((entry) => walk(entry, `${path}[${nameOf(entry)}]`));
  }
  if (typeof value === 'string') {
    return [path, ...claimsOf(value).map((claim) => `${path} claim ${claim}`)];
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return [path];
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const separator = path === '' ? '' : '.';
  return members.length === 0 && path !== ''
    ? [path]
    : members.flatMap(([member, inner]) => walk(inner, `${path}${separator}${member}`));
}

/** Returns the names of a JWT's claims, or none for other texts. */
export function claimsOf(text: string): readonly string[] {
  const [header, payload, signature] = text.split('.');
  if (!header?.startsWith('eyJ') || payload === undefined || signature === undefined) {
    return [];
  }
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? Object.keys(claims).toSorted() : [];
  } catch {
    // A refresh token has the format of a JWT, but its parts are encrypted.
    return [];
  }
}

type Plain = string | number | boolean | readonly string[];

function isPlain(value: unknown): value is Plain {
  return Array.isArray(value) ? value.every((entry) => typeof entry === 'string') : typeof value !== 'object';
}

function plainText(value: Plain): string {
  return typeof value === 'object' ? value.toSorted().join(' ') : String(value);
}

/** Returns the names in a list of attributes. */
function nameOf(entry: unknown): string {
  return typeof entry === 'object' && entry !== null && 'Name' in entry ? String(entry.Name) : '';
}
