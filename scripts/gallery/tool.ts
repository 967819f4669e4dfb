/**
 * What the gallery knows of a tool besides its example: what stays clean, and what leaks.
 */

export interface Tool {
  /** Its folder in `examples/`. */
  readonly name: string;
  readonly title: string;
  /** Whether it is installed and run within a minute or so. */
  readonly quick: boolean;
  /** The file of the example that says the version, and where; without it, the machine's own tool is used. */
  readonly version?: readonly [file: string, pattern: RegExp];
  /** What goes from the action to the tool, for the table. */
  readonly outputOptions: string;
  /** What the workflow's own command prints and writes that may be kept, for the table. */
  readonly reports: string;
  /** What variants need besides the tool: a command in the example's folder. */
  readonly plugins?: string;
  /** Files that hold the token whatever one does, relative to the repository. */
  readonly unavoidable?: readonly string[];
  /** Other ways that have to be clean. */
  readonly clean: readonly Variant[];
  /** What not to switch on: each has to leak. */
  readonly leaks: readonly Variant[];
}

/** How a run differs from the workflow's own. */
export interface Variant {
  /** What is different, for the table. */
  readonly what: string;
  /** Added to the end of the command. */
  readonly append?: string;
  /** Takes the command's place. */
  readonly run?: string;
  /** Whether the command finds the token in `ID_TOKEN`, where the workflow's own does not. */
  readonly withToken?: true;
  /** Edits of the example: what to find in a file, and what to put there instead. */
  readonly edits?: readonly (readonly [file: string, find: string, replacement: string])[];
}
