import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Masks } from './masks.ts';
import type { Variables } from './variables.ts';
import { type Annotation, isAnnotationLevel, parseWorkflowCommand } from './workflow-commands.ts';

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
      this.#readLine(line);
    }
  }

  #readLine(line: string): void {
    const command = parseWorkflowCommand(line);
    if (command?.name === 'add-mask') {
      this.#masks.add(command.message);
      return;
    }
    if (command && isAnnotationLevel(command.name)) {
      this.annotations.push({ level: command.name, message: this.#masks.hide(command.message) });
    }
    this.#addLine(command ? `##[${command.name}]${command.message}` : line);
  }

  #addLine(line: string): void {
    this.text += `${this.#masks.hide(line)}\n`;
  }
}
