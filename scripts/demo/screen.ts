/**
 * What the demo shows. It keeps all it printed, so that the demo can look for secrets in it at the end.
 */
export class Screen {
  #printed = '';

  /** All that was printed so far. */
  get printed(): string {
    return this.#printed;
  }

  /** The title of an act. */
  act(title: string): void {
    this.line(`\n${'━'.repeat(100)}\n${title}\n${'━'.repeat(100)}`);
  }

  /** The title of a step within an act. */
  step(title: string): void {
    this.line(`\n▶ ${title}`);
  }

  /** Something that was looked at, and is as it should be. */
  seen(text: string): void {
    this.line(`  ✓ ${text}`);
  }

  /** The output of a step, set apart from the demo's own words. */
  output(text: string): void {
    for (const line of text.trimEnd().split('\n')) {
      this.line(`  │ ${line}`);
    }
  }

  /** Rows in columns as wide as they need to be; the first row is the head. */
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

  line(text: string): void {
    this.#printed += `${text}\n`;
    process.stdout.write(`${text}\n`);
  }
}
