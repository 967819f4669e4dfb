/**
 * Installs a tool from its registry with the command of the example's workflow.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathOfSteps } from '../lib/tool-environment.ts';
import { copyExample } from './folders.ts';
import type { Tool } from './tool.ts';
import type { Workflow } from './workflow.ts';

/**
 * Creates a repository with the example and its tool, unless it exists.
 *
 * @throws {Error} with the end of the output, if the installation fails
 */
export async function install(tool: Tool, workflow: Workflow, repository: string): Promise<void> {
  if (existsSync(repository)) {
    return;
  }
  copyExample(tool.name, repository);
  const workingDirectory = join(repository, workflow.workingDirectory);
  const commands = [workflow.install?.run, tool.plugins];
  for (const command of commands) {
    if (command !== undefined) {
      await shell(command, workingDirectory, repository);
    }
  }
}

async function shell(command: string, cwd: string, repository: string): Promise<void> {
  const child = spawn('bash', ['-e', '-c', `exec 2>&1\n${command}`], {
    cwd,
    env: { ...process.env, PATH: pathOfSteps() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((settle, fail) => {
    child.once('error', fail);
    child.once('close', settle);
  });
  const [exitCode, output] = await Promise.all([ended, text(child.stdout)]);
  if (exitCode !== 0) {
    rmSync(repository, { recursive: true });
    throw new Error(`${command} ended with ${exitCode}:\n${output.slice(-3000)}`);
  }
}
