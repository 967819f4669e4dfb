import { ActionError, formatMessage, isFailure } from '../failures/action-error.ts';
import type { Runner } from '../platform/ports.ts';
import type { Check } from './checks.ts';

type CheckRunner = Pick<Runner, 'action' | 'info' | 'writeSummary'>;

/**
 * Runs all checks, and shows their results in the log and the job summary.
 *
 * @throws {ActionError} `check-failed`, which lists all problems; `interrupted`; `out-of-time` before any problem
 */
export async function runChecks(checks: readonly Check[], runner: CheckRunner): Promise<void> {
  const rows: (readonly [string, string])[] = [];
  const problems = new Set<string>();
  for (const { title, run } of checks) {
    try {
      await run();
      runner.info(`✓ ${title}`);
      rows.push([title, '✓']);
    } catch (error) {
      const isOutOfTime = isFailure(error, 'out-of-time');
      if (isFailure(error, 'interrupted') || (isOutOfTime && problems.size === 0)) {
        throw error;
      }
      const message = formatMessage(error, runner.action.troubleshooting);
      runner.info(`✗ ${title}: ${message}`);
      rows.push([title, message]);
      problems.add(message);
      if (isOutOfTime) {
        break;
      }
    }
  }
  await runner.writeSummary('Check of the set-up', rows);
  if (problems.size > 0) {
    throw new ActionError({ code: 'check-failed', problems: [...problems] });
  }
}
