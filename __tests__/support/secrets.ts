/** Searches for secrets in everything that a step prints and writes. */

import type { Job, StepResult } from 'action-runner';
import { parseWorkflowCommand } from 'action-runner/workflow-commands';
import { type Secret, type SecretKind, secretsOf } from 'cognito-emulator/secrets';

/**
 * Kinds of secrets that must be masked at once: everything that the action receives, creates or outputs. (The action
 * also masks the credentials of a role, but the job's credentials are for the job to mask.) GitHub's tokens, TOTP codes
 * and SRP proofs need no mask, because they never leave the process and its requests. The tests still check that they
 * are not printed.
 */
const MASKED_KINDS: readonly SecretKind[] = [
  'username',
  'password',
  'client secret',
  'secret hash',
  'Basic header',
  'challenge session',
  'challenge answer',
  'TOTP secret',
  'ID token',
  'access token',
  'refresh token',
  'login cookie',
  'authorization code',
  'PKCE verifier',
  'device key',
  'AWS credentials of a user',
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

const STATE_FIELDS = [
  'endpoints',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY',
  'AWS_ENDPOINT_URL_STS',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'tasks',
  'jobSummary',
  'kind',
  'file',
  'userPool',
  'region',
  'userPoolId',
  'role',
  'arn',
  'audience',
  'usernames',
  'prefix',
  'parts',
  'suffix',
  'creation',
  'sessions',
  'clientId',
  'accessToken',
  'refreshToken',
  'expiresAt',
  'deviceKey',
  'identityPool',
  'identityPoolId',
  'identities',
  'ids',
  'digest',
  'count',
  'path',
  'port',
  'stopKey',
];

const INPUT_KINDS: ReadonlyMap<string, SecretKind> = new Map([
  ['username', 'username'],
  ['password', 'password'],
  ['client-secret', 'client secret'],
  ['challenge-answers', 'challenge answer'],
  ['totp-secret', 'TOTP secret'],
  ['refresh-token', 'refresh token'],
  ['device-key', 'device key'],
]);

const VARIABLE_KINDS: ReadonlyMap<string, SecretKind> = new Map([
  ['AWS_ACCESS_KEY_ID', 'AWS credentials'],
  ['AWS_SECRET_ACCESS_KEY', 'AWS credentials'],
  ['AWS_SESSION_TOKEN', 'AWS credentials'],
  ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'token for OIDC tokens'],
]);

type Variables = Readonly<Record<string, string>>;

/** Returns the secrets in inputs and in the job's variables. */
export function givenSecrets(inputs: Variables, env: Variables): Secret[] {
  return [...named(inputs, INPUT_KINDS), ...named(env, VARIABLE_KINDS)];
}

function named(values: Variables, kinds: ReadonlyMap<string, SecretKind>): Secret[] {
  return [...kinds].flatMap(([name, kind]) => {
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
export function sinksOf({
  log,
  summary,
  annotations,
  stdout,
  stderr,
}: StepResult): readonly (readonly [string, string])[] {
  return [
    ['log', log],
    ['summary', summary],
    ['annotations', annotations.map(({ message }) => message).join('\n')],
    ['standard error', stderr],
    ['standard output', withoutMasks(stdout)],
  ];
}

/** Removes the commands that mask. */
function withoutMasks(stdout: string): string {
  return stdout
    .split('\n')
    .filter((line) => parseWorkflowCommand(line)?.name !== 'add-mask')
    .join('\n');
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
    ...Object.values(state)
      .flatMap((text) => fieldNames(JSON.parse(text)))
      .filter((name) => !STATE_FIELDS.includes(name))
      .map((name) => `state: field ${name}`),
  ];
}

function foreignKinds(pairs: Variables, allowed: readonly SecretKind[], secrets: readonly Secret[]): SecretKind[] {
  return kindsIn(Object.values(pairs).join('\n'), secrets).filter((kind) => !allowed.includes(kind));
}

function fieldNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(fieldNames)];
}

/** Returns the secrets that the job should have masked and did not. */
export function unmasked({ masks }: Pick<Job, 'masks'>, secrets: readonly Secret[]): string[] {
  return secrets
    .filter(({ kind, text }) => MASKED_KINDS.includes(kind) && !masks.includes(text))
    .map(({ kind }) => `not masked: ${kind}`);
}

/** Returns the kinds of secrets in a text, including values in JSON, without duplicates. */
export function kindsIn(text: string, secrets: readonly Secret[]): SecretKind[] {
  const found = secrets.filter(
    (secret) => text.includes(secret.text) || text.includes(JSON.stringify(secret.text).slice(1, -1)),
  );
  return [...new Set(found.map(({ kind }) => kind))];
}
