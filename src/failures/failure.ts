/**
 * Every way in which this action fails: a code, which is a row of the tables in `words/` and a heading in `docs/troubleshooting.md`, and what
 * is known beside it.
 */
import type { ServiceEvidence } from './service-failure.ts';
import type { Entry } from './words/entry.ts';
import type { PLAIN_FAILURES } from './words/plain.ts';

/** Why GitHub gave a run no secrets. */
export type SecretsWithheld = 'fork' | 'dependabot';

/** What fails without a service that says so, and what is known of it. */
interface OwnFacts {
  /** `isAnyEmpty`: whether something that is needed is empty. */
  'inputs-invalid': { readonly problems: readonly string[]; readonly isAnyEmpty: boolean };
  'out-of-time': { readonly seconds: number };
  interrupted: unknown;
  'id-token-unavailable': unknown;
  'id-token-failed': unknown;
  'id-token-refused': { readonly status: number };
  'proxy-unusable': unknown;
  /** `variable` of the environment. */
  'endpoint-unusable': { readonly variable: string };
  'challenge-unsupported': {
    readonly clientId: string;
    readonly challenge: string;
    /** What Cognito offered to choose from, where it did. */
    readonly choices: readonly string[];
    /** Whether the user was made for this run. */
    readonly isEphemeral: boolean;
  };
  'totp-secret-needed': { readonly clientId: string };
  'tokens-unreadable': { readonly source: 'user pool' | 'token endpoint'; readonly reason: string };
  'probe-unguarded': { readonly method: string; readonly url: string; readonly status: number };
  'probe-refused': { readonly method: string; readonly url: string; readonly status: number };
  'probe-busy': { readonly method: string; readonly url: string; readonly status: number };
  'probe-unanswered': { readonly url: string; readonly errorName: string };
  'probe-certificate-untrusted': { readonly url: string; readonly errorName: string };
  /** Of a file that the step writes or removes itself. `errorName` is that of Node.js, such as `ENOSPC`. */
  'file-not-written': { readonly path: string; readonly errorName: string };
  'file-not-removed': { readonly path: string; readonly errorName: string };
  /** Of a file that the runner reads, which an environment variable names. */
  'runner-file-not-written': { readonly variable: string; readonly errorName: string };
  'summary-not-written': { readonly errorName: string };
  'state-unreadable': unknown;
  /** `isCertain`: whether there is such a user. Main may have ended before anybody knew. */
  'user-left-behind': {
    readonly userPoolId: string;
    readonly reason: string;
    readonly isCertain: boolean;
    /** Whether post had a role of its own to assume. */
    readonly hasRole: boolean;
  };
  /** `reason`: what was found at the last failure. */
  'sweep-incomplete': {
    readonly userPoolId: string;
    readonly found: number;
    readonly failed: number;
    readonly reason: string;
  };
  'sweep-interrupted': unknown;
  /** The sweep found nobody, and users of another format are there. */
  'username-format-elsewhere': {
    readonly userPoolId: string;
    readonly usernameFormat: string;
    readonly format: string;
  };
  unexpected: { readonly errorName: string };
}

/** What a message of a service tells beside its code: words from closed lists, where it has them. */
interface ToldFacts {
  /** The kind of policy that denies, where it is not the caller's own. */
  'access-denied': { readonly policy: string | undefined };
  /** The values of the input username-format that can be right. */
  'username-format-wrong': { readonly formats: readonly string[] };
  'user-attributes-missing': { readonly attributes: readonly string[] };
  'user-attributes-refused': { readonly attributes: readonly string[] };
  /** The input that the value came from. */
  'value-malformed': { readonly input: string | undefined };
  'user-not-ready': { readonly state: UserState };
  /** As Cognito's API names it; undefined where the page does not tell. */
  'login-page-challenge': { readonly challenge: string | undefined };
  'lambda-trigger-failed': { readonly trigger: string | undefined };
  'machine-misconfigured': { readonly setting: MachineSetting | undefined };
}

/** What keeps a user from signing in. */
export type UserState = 'disabled' | 'unconfirmed' | 'reset-required' | 'temporary-password-expired' | 'federated';

/** What the AWS SDK reads that can be wrong: environment variables, each of which the AWS config file can stand in for. */
export type MachineSetting =
  | 'AWS_ACCESS_KEY_ID'
  | 'AWS_SESSION_TOKEN'
  | 'AWS_PROFILE'
  | 'AWS_WEB_IDENTITY_TOKEN_FILE'
  | 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'
  | 'AWS_CONTAINER_CREDENTIALS_FULL_URI'
  | 'AWS_DEFAULTS_MODE'
  | 'AWS_USE_FIPS_ENDPOINT'
  | 'AWS_USE_DUALSTACK_ENDPOINT';

type Coded<Facts> = { readonly [Code in keyof Facts]: { readonly code: Code } & Facts[Code] };
type WithEvidence<Facts> = { readonly [Code in keyof Facts]: ServiceEvidence & Facts[Code] };
interface FactsByCode extends OwnFacts, WithEvidence<ToldFacts> {}

export type FailuresWithFacts = Coded<FactsByCode>;

/** Rows of the table, of codes that have facts of their own. */
export type Entries<Code extends keyof FailuresWithFacts> = { readonly [Each in Code]: Entry<FailuresWithFacts[Each]> };

export type OwnCode = keyof OwnFacts;
export type ToldCode = keyof ToldFacts;
/** The code says it all. */
export type PlainFailure = ServiceEvidence & { readonly code: PlainCode };
export type PlainCode = keyof typeof PLAIN_FAILURES;

export type Failure = FailuresWithFacts[keyof FailuresWithFacts] | PlainFailure;
export type ErrorCode = Failure['code'];

/** What an error of a service means. */
export type Refusal = Coded<ToldFacts>[ToldCode] | { readonly code: PlainCode };
