/** Looks for secrets in all that a step shows and leaves behind. */
import { type Secret, type SecretKind, secretsOf } from './emulator/secrets.ts';
import type { Job, StepResult } from './runner.ts';
import { parseWorkflowCommand } from './workflow-commands.ts';

/**
 * What has to be masked the moment it exists: all that the action is given, makes, or hands over. (It masks the credentials of a role too,
 * but not those of the job, which are the job's to mask.) GitHub's tokens, codes and SRP's proofs need no mask. They stay within the process and its requests, where no later step can get hold of them, and nothing
 * ever prints them: that is looked for all the same.
 */
const MASKED_KINDS: readonly SecretKind[] = [
  'username',
  'password',
  'client secret',
  'secret hash',
  'Basic header',
  'challenge session',
  'TOTP secret',
  'ID token',
  'access token',
  'refresh token',
  'login cookie',
  'authorization code',
  'PKCE verifier',
  'device key',
];

/** What the outputs are there for. */
export const HANDED_OVER_KINDS: readonly SecretKind[] = [
  'username',
  'password',
  'ID token',
  'access token',
  'refresh token',
  'device key',
];

/** What deleting the user, revoking its token and forgetting its device needs. */
const STATE_KINDS: readonly SecretKind[] = ['username', 'access token', 'refresh token', 'device key'];

const STATE_FIELDS =
  'endpoints AWS_ENDPOINT_URL AWS_ENDPOINT_URL_STS tasks jobSummary kind userPool region userPoolId role arn audience username creation userSession clientId accessToken refreshToken expiresAt deviceKey path'.split(
    ' ',
  );

const INPUT_KINDS: ReadonlyMap<string, SecretKind> = new Map([
  ['username', 'username'],
  ['password', 'password'],
  ['client-secret', 'client secret'],
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

/** The secrets among inputs and the job's variables. */
export function givenSecrets(inputs: Variables, env: Variables): Secret[] {
  return [...named(inputs, INPUT_KINDS), ...named(env, VARIABLE_KINDS)];
}

function named(values: Variables, kinds: ReadonlyMap<string, SecretKind>): Secret[] {
  return [...kinds].flatMap(([name, kind]) => secretsOf(kind, values[name] ?? ''));
}

/** Which secrets a step of the action shows to anybody, and where: each by its kind, never by its text. */
export function shownBy(step: StepResult, secrets: readonly Secret[]): string[] {
  return [
    ...sinksOf(step).flatMap(([sink, text]) => kindsIn(text, secrets).map((kind) => `${sink}: ${kind}`)),
    // Nothing is written there that a mask has to cover.
    ...(step.summary.includes('***') ? ['summary: under a mask'] : []),
  ];
}

/** All that a step says, each by its name: as people read it, and as it was before anything was masked. */
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

/** What a step printed but for the commands that mask. */
function withoutMasks(stdout: string): string {
  return stdout
    .split('\n')
    .filter((line) => parseWorkflowCommand(line)?.name !== 'add-mask')
    .join('\n');
}

/** What a step of the action handed over to later ones that is not for them. */
export function leftBy(
  { outputs, state, exported }: StepResult,
  envPrefix: string,
  secrets: readonly Secret[],
): string[] {
  const foreignNames = Object.keys(exported).filter((name) => envPrefix === '' || !name.startsWith(envPrefix));
  return [
    ...foreignKinds(outputs, HANDED_OVER_KINDS, secrets).map((kind) => `outputs: ${kind}`),
    ...foreignKinds(exported, HANDED_OVER_KINDS, secrets).map((kind) => `variables: ${kind}`),
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

/** Those secrets that a job has to mask, and did not. */
export function unmasked({ masks }: Job, secrets: readonly Secret[]): string[] {
  return secrets
    .filter(({ kind, text }) => MASKED_KINDS.includes(kind) && !masks.includes(text))
    .map(({ kind }) => `not masked: ${kind}`);
}

/** The kinds of the secrets that a text holds, each once. A value in JSON is found as well. */
export function kindsIn(text: string, secrets: readonly Secret[]): SecretKind[] {
  const found = secrets.filter(
    (secret) => text.includes(secret.text) || text.includes(JSON.stringify(secret.text).slice(1, -1)),
  );
  return [...new Set(found.map(({ kind }) => kind))];
}
