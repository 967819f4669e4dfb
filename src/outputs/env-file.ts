import { andList } from '../lists.ts';
import { type Outputs, VARIABLES } from './outputs.ts';

/**
 * Matches values that all readers take as they are: dotenv, python-dotenv, Node.js, Docker, Hurl and shells. They
 * disagree about quotation marks, so no form of any other value is read alike by all. Shells read `~root` as a folder.
 */
const PLAIN_VALUE = /^(?:[\w.-][\w.~-]*|[\w.+/=:@%,-]+)$/;

/** Formats the outputs that a Postman environment has as a `.env` file, and logs which ones it cannot hold. */
export function envFile(outputs: Outputs, info: (line: string) => void): string {
  const variables = outputs.filter(([name]) => VARIABLES.has(name));
  const plain = variables.filter(([, value]) => PLAIN_VALUE.test(value));
  if (plain.length < variables.length) {
    const others = variables.filter((variable) => !plain.includes(variable)).map(([name]) => name);
    info(`Not in the env file: ${andList(others)}. Tools disagree on special characters. Use the outputs.`);
  }
  return plain.map(([name, value]) => `${name}=${value}\n`).join('');
}
