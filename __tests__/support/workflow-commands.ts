/**
 * What the runner reads from a step: workflow commands on its output and the files of `GITHUB_OUTPUT` and its kin.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */

export type AnnotationLevel = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly level: AnnotationLevel;
  readonly message: string;
}

export interface WorkflowCommand {
  readonly name: string;
  readonly message: string;
}

const COMMAND = /^::(?<name>[a-z-]+)(?: [^:]*)?::(?<message>.*)$/;

/** The workflow command that a line of output is, if it is one. */
export function parseWorkflowCommand(line: string): WorkflowCommand | undefined {
  const groups = COMMAND.exec(line)?.groups;
  if (groups?.['name'] === undefined || groups['message'] === undefined) {
    return undefined;
  }
  return { name: groups['name'], message: unescapeData(groups['message']) };
}

/** True for the commands that end as an annotation on the run's page. */
export function isAnnotationLevel(name: string): name is AnnotationLevel {
  return name === 'error' || name === 'warning' || name === 'notice';
}

function unescapeData(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/**
 * The pairs in a command file: `name=value`, or `name<<delimiter`, the value's lines, `delimiter`. The last of a name wins.
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
