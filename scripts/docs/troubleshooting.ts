/**
 * The quotes in docs/troubleshooting.md.
 */
import { ERROR_CODES } from '../../src/failures/failure.ts';
import { exampleProblem } from './messages.ts';

/**
 * Returns the page with updated quotes. A section whose heading or causes already say the problem has no quote. The
 * tests find codes that have no heading.
 */
export function updateTroubleshooting(page: string): string {
  let updated = page;
  for (const code of ERROR_CODES) {
    const quote = new RegExp(`(?<=^## ${code}\\n\\n)>.*`, 'm');
    updated = updated.replace(quote, () => `> ${exampleProblem(code)}`);
  }
  return updated;
}
