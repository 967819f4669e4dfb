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

/** Checks a failed main step: exactly one error annotation, exit code 1 and no stack trace. */
export function failureProblems(step: StepResult): string[] {
  return [...annotationProblems(step, 'error'), ...exitProblems(step, 1), ...traceProblems(step)];
}

/** Checks a post step with a warning: exactly one warning annotation, no stack trace, and exit code 0. */
export function warningProblems(step: StepResult): string[] {
  return [...annotationProblems(step, 'warning'), ...exitProblems(step, 0), ...traceProblems(step)];
}

/** Checks a main step that continued without an optional result: exactly one notice, no stack trace and exit code 0. */
export function noticeProblems(step: StepResult): string[] {
  return [...annotationProblems(step, 'notice'), ...exitProblems(step, 0), ...traceProblems(step)];
}

/** Checks a successful step without annotations or a stack trace. */
export function successProblems(step: StepResult): string[] {
  const annotations = step.annotations.map(({ level }) => `unexpected ${level}`);
  return [...annotations, ...exitProblems(step, 0), ...traceProblems(step)];
}

function annotationProblems({ annotations }: StepResult, level: string): string[] {
  const levels = annotations.map((annotation) => annotation.level).join();
  return levels === level ? [] : [`not one ${level}: ${levels}`];
}

function exitProblems({ exitCode }: StepResult, expected: number): string[] {
  return exitCode === expected ? [] : [`exit code ${exitCode}`];
}

/** Standard error must be empty, because only Node.js itself writes to it, for uncaught errors. */
function traceProblems({ stdout, stderr }: StepResult): string[] {
  return [
    ...(/^\s+at /m.test(stdout + stderr) ? ['stack trace'] : []),
    ...(stderr === '' ? [] : ['words on standard error']),
  ];
}
