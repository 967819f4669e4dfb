import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Masks } from './masks.ts';
import type { Variables } from './variables.ts';
import { type Annotation, isAnnotationLevel, parseWorkflowCommand } from './workflow-commands.ts';

interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
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

  async readToEnd(child: ChildProcess): Promise<ProcessEnd> {
    const closed = new Promise<ProcessEnd>((settle, fail) => {
      child.once('error', fail);
      child.once('close', (exitCode, signal) => settle({ exitCode, signal }));
    });
    const lines = [
      this.#readLines(child.stdout, (line) => {
        this.stdout += `${line}\n`;
      }),
      this.#readLines(child.stderr, (line) => {
        this.stderr += `${line}\n`;
      }),
    ];
    const [end] = await Promise.all([closed, ...lines]);
    return end;
  }

  addDebugLines(label: string, pairs: Variables): void {
    for (const [name, value] of Object.entries(pairs)) {
      this.#addLine(`##[debug]${label} ${name} = ${value}`);
    }
  }

  async #readLines(stream: ChildProcess['stdout'], keep: (line: string) => void): Promise<void> {
    if (stream === null) {
      return;
    }
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      keep(line);
      this.#readLine(line);
    }
  }

  #readLine(line: string): void {
    const command = parseWorkflowCommand(line);
    if (command === undefined) {
      this.#addLine(line);
      return;
    }
    if (command.name === 'add-mask') {
      this.#masks.add(command.message);
      return;
    }
    if (isAnnotationLevel(command.name)) {
      const message = this.#masks.hide(command.message);
      this.annotations.push({ level: command.name, message });
      this.#addLine(`##[${command.name}]${message}`);
      return;
    }
    this.#addLine(`##[${command.name}]${command.message}`);
  }

  #addLine(line: string): void {
    this.text += `${this.#masks.hide(line)}\n`;
  }
}
