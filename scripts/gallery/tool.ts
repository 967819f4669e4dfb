/** A test tool with its expected results: which variants of its command stay clean, and which leak. */
export interface Tool {
  /** Its folder in `examples/`. */
  readonly name: string;
  readonly title: string;
  /** Installation and run take more than about a minute together. */
  readonly isSlow?: true;
  /** The file of the example that contains the version. Left out for tools that the machine has installed. */
  readonly version?: readonly [file: string, pattern: RegExp];
  /** The output and reports of the workflow's own command that are safe to keep, for the table. */
  readonly reports: string;
  /** Installs what the variants need besides the tool. Runs in the example's folder. */
  readonly plugins?: string;
  /** Files that always contain the token, relative to the repository. */
  readonly unavoidable?: readonly string[];
  /** Variants that must not leak. */
  readonly clean?: readonly Variant[];
  /** Variants that must leak: the table warns of them. */
  readonly leaks: readonly Variant[];
  /**
   * The tests without a token, with options that print or store what is sent, for the run through the proxy. The test
   * that a call without a token is refused calls `API_URL`.
   */
  readonly proxied: Variant;
}

/** A difference from the workflow's own command. */
export interface Variant {
  /** The name of the difference in the table. */
  readonly what: string;
  /** Added to the end of the command. */
  readonly append?: string;
  /** Replaces the command. */
  readonly run?: string;
  /** Adds `ID_TOKEN` to the environment, which the workflow's own command does not have. */
  readonly withToken?: true;
  /** Edits of the example's files. */
  readonly edits?: readonly (readonly [file: string, find: string, replacement: string])[];
}
