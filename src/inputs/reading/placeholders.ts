/**
 * Values in whose place something was to put the real one, and nothing did: expressions, shell variables, the blanks of a README.
 */
import { quote } from './quote.ts';

const EXPRESSION = /\$\{\{.*?\}\}/s;

/** Of sh, PowerShell and cmd.exe. Passwords, too, begin with $, but are not of capitals alone. */
const SHELL_VARIABLE = /^(?:\$(?=[A-Z_][A-Z0-9_]*$)|\$\{(?=\w+\}$)|\$env:|%(?=\w+%$))(?<variable>[A-Za-z_]\w*)[}%]?$/;

const BLANK_OF_A_README = /^<[^<>]+>$/;

/** As `terraform output` prints a value. */
const QUOTED = /^(?<mark>["']).*\k<mark>$/s;

/**
 * GitHub evaluates an expression once, where it stands; the text that comes out is not looked at again.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions
 */
const WHERE_GITHUB_EXPANDS =
  'Write it under with: in the workflow. Inside the value of a variable, secret or input it stays text.';

/** What is wrong with a value that nobody put in place, to be put behind the input's name, or undefined. */
export function problemOfPlaceholder(text: string, isSecret: boolean): string | undefined {
  if (EXPRESSION.test(text)) {
    return `holds an expression (\${{ ... }}) that GitHub did not expand. ${WHERE_GITHUB_EXPANDS}`;
  }
  // Anything else could be a password.
  return isSecret ? undefined : problemOfBlank(text);
}

function problemOfBlank(text: string): string | undefined {
  const variable = SHELL_VARIABLE.exec(text)?.groups?.['variable'];
  if (variable !== undefined) {
    const expressions = ['vars', 'env'].map((context) => `\${{ ${context}.${variable} }}`);
    return `is ${quote(text)}, but shell variables do not work under with. Write ${expressions.join(' or ')}.`;
  }
  if (BLANK_OF_A_README.test(text)) {
    return 'is a placeholder. Write your own value, without < and >.';
  }
  if (QUOTED.test(text)) {
    return 'has quotation marks around it. Remove them: they count as part of the value.';
  }
  return undefined;
}
