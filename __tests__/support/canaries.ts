/** Checks a step that received hostile data, in which every secret and every hostile text contains a canary. */

import type { StepResult } from 'action-runner';
import type { Secret } from 'cognito-emulator/secrets';
import { leftBy, shownBy, sinksOf } from './secrets.ts';

/** Returns the places where a step shows a canary or a secret that the action created. */
export function canaryProblems(step: StepResult, secrets: readonly Secret[]): string[] {
  return [
    ...sinksOf(step).flatMap(([sink, text]) => (/canary/i.test(text) ? [`${sink}: canary`] : [])),
    ...shownBy(step, secrets),
    ...leftBy(step, '', secrets),
  ];
}

/**
 * Checks how a step ended: with exactly one annotation of this level, or with none, with exit code 1 only after an error,
 * and without a stack trace.
 */
export function endProblems(step: StepResult, level: 'error' | 'warning' | 'notice' | '' = ''): string[] {
  const { annotations, exitCode, stdout, stderr } = step;
  const levels = annotations.map((annotation) => annotation.level).join();
  return [
    ...(levels === level ? [] : [`annotations: ${levels}`]),
    ...(exitCode === (level === 'error' ? 1 : 0) ? [] : [`exit code ${exitCode}`]),
    ...(/^\s+at /m.test(stdout + stderr) ? ['stack trace'] : []),
    // Only Node.js itself writes to standard error, for uncaught errors.
    ...(stderr === '' ? [] : ['words on standard error']),
  ];
}
