/**
 * Installs a tool from its registry with the command of the example's workflow.
 */
import { join } from 'node:path';
import { runCommand } from '../lib/tool-environment.ts';
import { copyExample } from './folders.ts';
import type { Tool } from './tool.ts';
import type { Workflow } from './workflow.ts';

/**
 * Creates a repository with the example and its tool.
 *
 * @throws {Error} with the end of the output, if the installation fails
 */
export async function install(tool: Tool, workflow: Workflow, repository: string): Promise<void> {
  copyExample(tool.name, repository);
  const commands = [workflow.install?.run, tool.plugins].filter((command) => command !== undefined);
  for (const command of commands) {
    await runCommand(command, join(repository, workflow.workingDirectory));
  }
}
