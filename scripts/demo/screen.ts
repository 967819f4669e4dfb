/** The result of a scenario or of a tool. */
export interface Result {
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
}

/** Prints the demo's output, and keeps it for the search for secrets at the end. */
export class Screen {
  #printed = '';

  /** The output so far. */
  get printed(): string {
    return this.#printed;
  }

  /** Prints the title of a scenario. */
  scenario(title: string): void {
    this.line(`\n${'━'.repeat(100)}\n${title}\n${'━'.repeat(100)}`);
  }

  /** Prints the title of a step. */
  step(title: string): void {
    this.line(`\n▶ ${title}`);
  }

  /** Prints a successful check. */
  checked(text: string): void {
    this.line(`  ✓ ${text}`);
  }

  /** Prints the output of a step, indented. */
  output(text: string): void {
    for (const line of text.trimEnd().split('\n')) {
      this.line(`  │ ${line}`);
    }
  }

  /** Prints aligned columns. The first row is the head. */
  table(rows: readonly (readonly string[])[]): void {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    for (const row of rows) {
      this.line(
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('   ')
          .trimEnd()}`,
      );
    }
  }

  /** Prints a table of results, and how many passed. */
  results(what: string, results: readonly Result[]): void {
    this.scenario('Results');
    const cells = ({ title, passed, seconds }: Result) => [title, passed ? 'passed' : 'FAILED', seconds.toFixed(1)];
    this.table([[what, 'result', 'seconds'], ...results.map(cells)]);
    const passed = results.filter((result) => result.passed).length;
    this.line(`\n${passed} passed, ${results.length - passed} failed`);
  }

  line(text: string): void {
    this.#printed += `${text}\n`;
    process.stdout.write(`${text}\n`);
  }
}
