/** The users of a step as files for load tests and parallel tests. */
import type { Identity } from '../sign-in/identity.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import { createOutputs, type Outputs, VARIABLES } from './outputs.ts';

/** Returns the contents of both files. The identities are in the order of the users. */
export function usersFiles(users: readonly SignedIn[], identities: readonly Identity[] = []) {
  const outputs = users.map((user, index) =>
    createOutputs(user, { identity: identities[index], deviceKey: undefined, files: {}, proxyPort: undefined }),
  );
  return { users: usersJson(outputs), 'users-csv': usersCsv(outputs) };
}

/** Formats a JSON array with one object per user, in the order in which they were created. */
export function usersJson(users: readonly Outputs[]): string {
  return `${JSON.stringify(users.map(fieldsOf), null, 2)}\n`;
}

/**
 * Formats the users as CSV with a header line.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180#section-2
 */
export function usersCsv(users: readonly Outputs[]): string {
  const records = users.map(fieldsOf);
  const header = [...new Set(records.flatMap(Object.keys))];
  const lines = [header, ...records.map((record) => header.map((key) => record[key] ?? ''))];
  return lines.map((fields) => `${fields.map(quote).join(',')}\r\n`).join('');
}

function fieldsOf(outputs: Outputs): Record<string, string> {
  return Object.fromEntries(
    outputs.flatMap(([name, value]) => {
      // Post deletes the identities that it reads here.
      const key = name === 'IDENTITY_ID' ? 'identityId' : VARIABLES.get(name)?.key;
      return key === undefined ? [] : [[key, value]];
    }),
  );
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
