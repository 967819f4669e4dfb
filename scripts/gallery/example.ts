/** An example of API tests, with the results that are expected of it. */
import type { Server } from 'node:http';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import type { EmulatedAws } from '../lib/emulated-aws.ts';
import type { Variables, Workflow } from './workflow.ts';

export interface Example {
  /** Installation and run take more than about a minute together. */
  readonly isSlow?: boolean;
  /** Defaults to `workflow.yml` in the folder of the example. */
  readonly workflow?: Workflow;
  /** Installs what the runs need besides the tool. Runs in the folder of the example. */
  readonly plugins?: string;
  readonly pool?: PoolRequest;
  /** Creates the API to test. Defaults to the orders API. */
  readonly api?: (aws: EmulatedAws) => Server;
  /** More inputs of the action. */
  readonly inputs?: Variables;
  /** More variables of the tests. */
  readonly env?: (aws: EmulatedAws) => Variables;
  /** The situations in which the workflow's own tests run. Defaults to all that a token can meet. */
  readonly situations?: readonly Situation[];
  /** Returns true if the tests have used the tokens. By default, the API must have seen an Authorization header. */
  readonly usesTokens?: (aws: EmulatedAws) => boolean;
  /** Files that always contain the token, relative to the repository. */
  readonly unavoidable?: readonly string[];
  /** Variants that must not leak. */
  readonly clean?: Variants;
  /** Variants that must leak: the table warns of them. */
  readonly leaks?: Variants;
  /**
   * The tests without a token, with options that print or store what is sent, for a run through the proxy. The test that
   * a call without a token is refused calls `API_URL`.
   */
  readonly proxied?: Variant & { readonly what: string };
}

/** A test tool, as the table shows it. */
export interface Tool extends Example {
  readonly title: string;
  /** The file of the example that contains the version. Left out for tools that the machine has installed. */
  readonly version?: readonly [file: string, pattern: RegExp];
  /** The output and reports of the workflow's own command that are safe to keep. */
  readonly reports: string;
  readonly leaks: Variants;
  readonly proxied: Variant & { readonly what: string };
}

/** Differences from the workflow's own command, by their names in the table. A text is the command. */
export type Variants = Readonly<Record<string, string | Variant>>;

export interface Variant {
  /** The command, in which `…` is the workflow's own. */
  readonly run?: string;
  readonly edits?: readonly Edit[];
}

export type Edit = readonly [file: string, find: string | RegExp, replacement: string];

export interface Situation {
  /** For the table, if a leak happens only in this situation. The tests pass if it is empty, and must fail otherwise. */
  readonly when: string;
  /** The API answers 500 to requests with an Authorization header. Its authorizer still refuses requests without one. */
  readonly isBroken?: boolean;
  /** The tests get a URL where nothing listens. */
  readonly isUnreachable?: boolean;
  /** The outputs of the action that the tests get in place of the real ones. */
  readonly outputs?: (outputs: Variables, aws: EmulatedAws) => Variables;
}

export const GREEN: Situation = { when: '' };
export const BROKEN: Situation = { when: 'when a test fails', isBroken: true };
/** The API refuses the user's access token in place of the ID token. */
export const REFUSED: Situation = {
  when: 'when the token is refused',
  outputs: ({ ACCESS_TOKEN: accessToken = '' }) => ({ ID_TOKEN: accessToken }),
};
export const UNREACHABLE: Situation = { when: 'when the API is unreachable', isUnreachable: true };
