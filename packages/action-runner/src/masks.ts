/** The values that a job's log hides. */
export class Masks {
  readonly all: string[] = [];

  /** Masks the whole value and each line, like the runner, but no encodings, which the action must not rely on. */
  add(secret: string): void {
    for (const part of [secret, ...secret.split(/\r?\n/)]) {
      if (part !== '' && !this.all.includes(part)) {
        this.all.push(part);
      }
    }
  }

  hide(text: string): string {
    return this.all
      .toSorted((one, other) => other.length - one.length)
      .reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text);
  }
}
