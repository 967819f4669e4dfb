import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Variables } from './variables.ts';
import { parseWorkflowCommand } from './workflow-commands.ts';

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
    const longestFirst = this.all.toSorted((one, other) => other.length - one.length);
    return longestFirst.reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text);
  }
}

/** A command that creates an annotation on the page of the run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
}

/** Reads the output of a step line by line, like the runner: a mask applies to later lines only. */
export class StepLog {
  stdout = '';
  stderr = '';
  text = '';
  readonly annotations: Annotation[] = [];
  readonly #masks: Masks;

  constructor(masks: Masks) {
    this.#masks = masks;
  }

  /** Resolves when the process has ended. Rejects if it cannot start. */
  async readToEnd(child: ChildProcessWithoutNullStreams): Promise<void> {
    await Promise.all([once(child, 'close'), this.#readLines(child, 'stdout'), this.#readLines(child, 'stderr')]);
  }

  addDebugLines(label: string, pairs: Variables): void {
    for (const [name, value] of Object.entries(pairs)) {
      this.#addLine(`##[debug]${label} ${name} = ${value}`);
    }
  }

  async #readLines(child: ChildProcessWithoutNullStreams, name: 'stdout' | 'stderr'): Promise<void> {
    for await (const line of createInterface({ input: child[name], crlfDelay: Number.POSITIVE_INFINITY })) {
      this[name] += `${line}\n`;
      const command = parseWorkflowCommand(line);
      switch (command?.name) {
        case 'add-mask':
          this.#masks.add(command.message);
          continue;
        case 'error':
        case 'warning':
        case 'notice':
          this.annotations.push({ level: command.name, message: this.#masks.hide(command.message) });
      }
      this.#addLine(command ? `##[${command.name}]${command.message}` : line);
    }
  }

  #addLine(line: string): void {
    this.text += `${this.#masks.hide(line)}\n`;
  }
}
