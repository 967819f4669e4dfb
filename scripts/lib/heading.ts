/** Prints a heading to standard error, so that standard output has results only. */
export function printHeading(text: string): void {
  console.error(`\n━━ ${text}`);
}
