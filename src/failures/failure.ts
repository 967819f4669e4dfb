/**
 * Every way in which this action fails: a closed set of codes, and what is known of each. Each code is a heading in
 * `docs/troubleshooting.md`.
 */
import type { ServiceEvidence } from './service-failure.ts';
import type { ServiceErrorCode } from './words/index.ts';

export type ServiceFailure = { readonly code: ServiceErrorCode } & ServiceEvidence;

export type Failure =
  | {
      readonly code: 'inputs-invalid';
      readonly problems: readonly string[];
      /** Whether something that is needed is empty. */
      readonly isAnyEmpty: boolean;
    }
  | {
      readonly code: 'challenge-unsupported';
      readonly challenge: string;
      /** What Cognito offered to choose from, where it did. */
      readonly choices: readonly string[];
      readonly clientId: string;
      /** Whether the user was made for this run. */
      readonly isEphemeral: boolean;
    }
  | { readonly code: 'totp-secret-needed'; readonly clientId: string }
  | {
      readonly code: 'probe-unguarded' | 'probe-refused';
      readonly method: string;
      readonly url: string;
      readonly status: number;
    }
  | { readonly code: 'probe-unanswered'; readonly url: string; readonly errorName: string }
  | { readonly code: 'id-token-unavailable' | 'id-token-failed' }
  | { readonly code: 'out-of-time'; readonly seconds: number }
  | { readonly code: 'interrupted' }
  | { readonly code: 'proxy-unusable' }
  /** `variable` of the environment. */
  | { readonly code: 'endpoint-unusable'; readonly variable: string }
  | {
      readonly code: 'user-left-behind';
      readonly userPoolId: string;
      readonly reason: string;
      /** Whether there is such a user: main may have ended before anybody knew. */
      readonly isCertain: boolean;
      /** Whether post had a role of its own to assume. */
      readonly hasRole: boolean;
    }
  | {
      readonly code: 'sweep-incomplete';
      readonly userPoolId: string;
      readonly found: number;
      readonly failed: number;
      /** Of the last failure, as far as the log may show it. */
      readonly reason: string;
    }
  | { readonly code: 'sweep-interrupted' }
  /** The sweep found nobody, and users of another format are there. */
  | {
      readonly code: 'username-format-elsewhere';
      readonly userPoolId: string;
      readonly usernameFormat: string;
      readonly format: string;
    }
  | { readonly code: 'tokens-unreadable'; readonly reason: string; readonly source: 'user pool' | 'token endpoint' }
  | { readonly code: 'state-unreadable' }
  /** Of a file that the step writes or removes itself. `errorName` is that of Node.js, such as `ENOSPC`. */
  | { readonly code: 'file-not-written' | 'file-not-removed'; readonly path: string; readonly errorName: string }
  | { readonly code: 'summary-not-written'; readonly errorName: string }
  | ServiceFailure;

export type ErrorCode = Failure['code'] | 'unexpected';
