/** What is wrong with a step that a hostile fixture had a hand in: every secret and every hostile text has a canary in it. */
import type { Secret } from './emulator/secrets.ts';
import type { StepResult } from './runner.ts';
import { leftBy, shownBy, sinksOf } from './secrets.ts';

/** Where a step shows a canary, or a secret that the action itself made. */
export function canaryProblems(step: StepResult, secrets: readonly Secret[]): string[] {
  return [
    ...sinksOf(step).flatMap(([sink, text]) => (/canary/i.test(text) ? [`${sink}: canary`] : [])),
    ...shownBy(step, secrets),
    ...leftBy(step, '', secrets),
  ];
}

/** What is not as it has to be with a main that fails: one error, and no trace of where it came from. */
export function failureProblems(step: StepResult): string[] {
  return [...annotationProblems(step, 'error'), ...exitProblems(step, 1), ...traceProblems(step)];
}

/** The same of a post that has something to warn of: the verdict on the job is not its own. */
export function warningProblems(step: StepResult): string[] {
  return [...annotationProblems(step, 'warning'), ...exitProblems(step, 0), ...traceProblems(step)];
}

/** The same of a main that did without something. */
export function noticeProblems(step: StepResult): string[] {
  return [...annotationProblems(step, 'notice'), ...exitProblems(step, 0), ...traceProblems(step)];
}

/** The same of a step with nothing to say. */
export function calmProblems(step: StepResult): string[] {
  const annotations = step.annotations.map(({ level }) => `unexpected ${level}`);
  return [...annotations, ...exitProblems(step, 0), ...traceProblems(step)];
}

function annotationProblems({ annotations }: StepResult, level: string): string[] {
  const levels = annotations.map((annotation) => annotation.level).join();
  return levels === level ? [] : [`not one ${level}: ${levels}`];
}

function exitProblems({ exitCode }: StepResult, wanted: number): string[] {
  return exitCode === wanted ? [] : [`exit code ${exitCode}`];
}

/** Node.js itself speaks on standard error alone: of what nobody caught. */
function traceProblems({ stdout, stderr }: StepResult): string[] {
  return [
    ...(/^\s+at /m.test(stdout + stderr) ? ['stack trace'] : []),
    ...(stderr === '' ? [] : ['words on standard error']),
  ];
}
