/**
 * Parses workflow commands in the output of a step and command files such as `GITHUB_OUTPUT`.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */

type AnnotationLevel = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly level: AnnotationLevel;
  readonly message: string;
}

interface WorkflowCommand {
  readonly name: string;
  readonly message: string;
}

const COMMAND = /^::(?<name>[a-z-]+)(?: [^:]*)?::(?<message>.*)$/;

/** Parses a line of output as a workflow command. */
export function parseWorkflowCommand(line: string): WorkflowCommand | undefined {
  const groups = COMMAND.exec(line)?.groups;
  if (groups?.['name'] === undefined || groups['message'] === undefined) {
    return undefined;
  }
  return { name: groups['name'], message: unescapeData(groups['message']) };
}

/** True for commands that create an annotation on the page of the run. */
export function isAnnotationLevel(name: string): name is AnnotationLevel {
  return name === 'error' || name === 'warning' || name === 'notice';
}

function unescapeData(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/**
 * Parses the pairs in a command file: `name=value`, or `name<<delimiter`, the lines of the value, `delimiter`. Later
 * values override earlier ones.
 *
 * @throws {Error} for a line that the runner would reject
 */
export function parseCommandFile(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const heredoc = /^(?<name>[^=<]+)<<(?<delimiter>.+)$/.exec(line)?.groups;
    if (heredoc?.['name'] !== undefined && heredoc['delimiter'] !== undefined) {
      const end = lines.indexOf(heredoc['delimiter'], index + 1);
      if (end === -1) {
        throw new Error(`command file: no line ${heredoc['delimiter']} after line ${index + 1}`);
      }
      pairs[heredoc['name']] = lines.slice(index + 1, end).join('\n');
      index = end;
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) {
      throw new Error(`command file: line ${index + 1} is neither name=value nor name<<delimiter`);
    }
    pairs[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return pairs;
}
