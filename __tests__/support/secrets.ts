/** Searches for secrets in everything that a step prints and writes. */

import type { Job, StepResult } from 'action-runner';
import { parseWorkflowCommand } from 'action-runner/workflow-commands';
import { type Secret, type SecretKind, secretsOf } from 'cognito-emulator/secrets';

/**
 * Kinds of secrets that need no mask, unlike everything that the action receives, creates or outputs: GitHub's tokens,
 * TOTP codes and SRP proofs never leave the process and its requests, and the job's AWS credentials are for the job to
 * mask. The tests still check that none is printed. Unit tests prove the masks of a role's credentials.
 */
const UNMASKED_KINDS: readonly SecretKind[] = [
  'AWS credentials',
  'OIDC token of GitHub',
  'token for OIDC tokens',
  'TOTP code',
  'proof of SRP',
  'challenge parameter',
];

/** Kinds that outputs may contain. */
export const OUTPUT_KINDS: readonly SecretKind[] = [
  'username',
  'password',
  'ID token',
  'access token',
  'refresh token',
  'device key',
  'AWS credentials of a user',
];

/** Kinds that the state may contain, to delete the user, revoke the token and forget the device. */
const STATE_KINDS: readonly SecretKind[] = ['username', 'access token', 'refresh token', 'device key'];

/** The kinds of secrets in inputs and in the job's variables, by name. */
const GIVEN_KINDS: ReadonlyMap<string, SecretKind> = new Map([
  ['username', 'username'],
  ['password', 'password'],
  ['client-secret', 'client secret'],
  ['challenge-answers', 'challenge answer'],
  ['totp-secret', 'TOTP secret'],
  ['refresh-token', 'refresh token'],
  ['device-key', 'device key'],
  ['AWS_ACCESS_KEY_ID', 'AWS credentials'],
  ['AWS_SECRET_ACCESS_KEY', 'AWS credentials'],
  ['AWS_SESSION_TOKEN', 'AWS credentials'],
  ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'token for OIDC tokens'],
]);

type Variables = Readonly<Record<string, string>>;

/** Returns the secrets in inputs and in the job's variables. */
export function givenSecrets(inputs: Variables, env: Variables): Secret[] {
  const values = { ...inputs, ...env };
  return [...GIVEN_KINDS].flatMap(([name, kind]) => {
    const lines = (values[name] ?? '').split('\n').filter((line) => line.trim() !== '');
    return lines.flatMap((line) => secretsOf(kind, line));
  });
}

/** Returns the places where a step shows secrets, by kind and never by text. */
export function shownBy(step: StepResult, secrets: readonly Secret[]): string[] {
  return [
    ...sinksOf(step).flatMap(([sink, text]) => kindsIn(text, secrets).map((kind) => `${sink}: ${kind}`)),
    // The summary must not contain anything that needs a mask.
    ...(step.summary.includes('***') ? ['summary: under a mask'] : []),
  ];
}

/** Returns everything that a step prints, by name, both as readers see it and before masking. */
export function sinksOf({ log, summary, annotations, stdout, stderr }: StepResult) {
  const lines = stdout.split('\n').filter((line) => parseWorkflowCommand(line)?.name !== 'add-mask');
  return Object.entries({
    log,
    summary,
    annotations: annotations.map(({ message }) => message).join('\n'),
    'standard error': stderr,
    'standard output': lines.join('\n'),
  });
}

/** Returns the secrets that a step of the action passes to later steps without need. */
export function leftBy(
  { outputs, state, exported }: StepResult,
  envPrefix: string,
  secrets: readonly Secret[],
): string[] {
  const foreignNames = Object.keys(exported).filter((name) => envPrefix === '' || !name.startsWith(envPrefix));
  return [
    ...foreignKinds(outputs, OUTPUT_KINDS, secrets).map((kind) => `outputs: ${kind}`),
    ...foreignKinds(exported, OUTPUT_KINDS, secrets).map((kind) => `variables: ${kind}`),
    ...foreignNames.map((name) => `variables: ${name}`),
    ...foreignKinds(state, STATE_KINDS, secrets).map((kind) => `state: ${kind}`),
  ];
}

function foreignKinds(pairs: Variables, allowed: readonly SecretKind[], secrets: readonly Secret[]): SecretKind[] {
  return kindsIn(Object.values(pairs).join('\n'), secrets).filter((kind) => !allowed.includes(kind));
}

/** Returns the secrets that the job should have masked and did not. */
export function unmasked({ masks }: Pick<Job, 'masks'>, secrets: readonly Secret[]): string[] {
  return secrets
    .filter(({ kind, text }) => !UNMASKED_KINDS.includes(kind) && !masks.includes(text))
    .map(({ kind }) => `not masked: ${kind}`);
}

/** Returns the kinds of secrets in a text, including values in JSON, without duplicates. */
export function kindsIn(text: string, secrets: readonly Secret[]): SecretKind[] {
  const found = secrets.filter(
    (secret) => text.includes(secret.text) || text.includes(JSON.stringify(secret.text).slice(1, -1)),
  );
  return [...new Set(found.map(({ kind }) => kind))];
}

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
