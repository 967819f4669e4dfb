/**
 * Recognises values that still have to be replaced: expressions, shell variables, placeholders copied from a README.
 */
import { quote } from './quote.ts';

/** @see https://docs.github.com/actions/reference/workflows-and-actions/expressions */
const EXPRESSION_FIX =
  'Write it under with: in the workflow. GitHub does not expand it in the value of a variable, secret or input.';

const WRONG_BRACKETS = /^\$?\{{1,2}\s*(?:vars|secrets|env|steps|needs|inputs|github)\.[\w.-]+\s*\}{1,2}$/;

/** Matches variables of sh, PowerShell and cmd.exe. `$` alone counts only before capitals, unlike in most passwords. */
const SHELL_VARIABLE = /^(?:\$(?=[A-Z_][A-Z0-9_]*$)|\$\{(?=\w+\}$)|\$env:|%(?=\w+%$))(?<variable>[A-Za-z_]\w*)[}%]?$/;

const README_PLACEHOLDER = /^<[^<>]+>$/;

/** Matches what `terraform output` prints, for example. */
export const IN_QUOTATION_MARKS = /^(?<mark>["']).*\k<mark>$/s;

/** @returns the problem of a placeholder, to follow the input's name; undefined for any other value */
export function placeholderProblem(text: string, isSecret: boolean): string | undefined {
  const start = text.indexOf('${{');
  if (start >= 0 && text.includes('}}', start)) {
    return `contains an expression (\${{ ... }}) that GitHub did not expand. ${EXPRESSION_FIX}`;
  }
  const bracketsProblem = wrongBracketsProblem(text);
  if (bracketsProblem !== undefined) {
    return bracketsProblem;
  }
  // A password can look like the other placeholders.
  if (isSecret) {
    return undefined;
  }
  const variable = SHELL_VARIABLE.exec(text)?.groups?.['variable'];
  if (variable !== undefined) {
    const expressions = ['vars', 'env'].map((context) => `\${{ ${context}.${variable} }}`);
    return `is ${quote(text)}, but shell variables do not work under with. Write ${expressions.join(' or ')}.`;
  }
  if (README_PLACEHOLDER.test(text)) {
    return 'is a placeholder. Replace it with your own value, without < and >.';
  }
  return IN_QUOTATION_MARKS.test(text)
    ? 'has quotation marks around it. Remove them: they count as part of the value.'
    : undefined;
}

/** @returns the problem of an expression that has too few braces, or is written as for another template language */
export function wrongBracketsProblem(text: string): string | undefined {
  return WRONG_BRACKETS.test(text)
    ? `is an expression with the wrong brackets. Expressions are written \${{ … }}.`
    : undefined;
}

/** Values that replaced the intended one on its way into the workflow. */
const LOST_VALUES: readonly (readonly [RegExp, string])[] = [
  [/^\*\*\*$/, 'is three asterisks, which GitHub shows in place of a secret. Use the secret itself.'],
  [
    /^Array$/,
    "is Array, which GitHub writes in place of a list. Use join(LIST, ',') or toJSON(LIST) in the expression.",
  ],
  [
    /^(?:Object|\[object Object\])$/,
    'is Object, which stands in place of an object. Use one of its fields or toJSON(OBJECT) in the expression.',
  ],
  [/^(?:null|\[\])$/, 'is null or [], which toJSON writes in place of an empty value. Remove it, or use join(LIST).'],
];

/** @returns the problem of a value that GitHub or a tool wrote in place of the intended one */
export function lostValueProblem(text: string): string | undefined {
  return LOST_VALUES.find(([pattern]) => pattern.test(text))?.[1];
}

const LIKELY_MISTAKES: readonly (readonly [RegExp, string])[] = [
  [IN_QUOTATION_MARKS, 'has quotation marks around it, which count as part of the value.'],
  [/^(?:[A-Z][A-Z0-9_]+|username|password)=[^=]/, 'looks like NAME=value. Save only the value.'],
  [/^[{[]\s*"/, 'looks like JSON. Save only the value.'],
  [/\p{Cf}/u, 'contains an invisible character.'],
];

/** @returns a probable mistake in a username or password, which may nevertheless be right */
export function doubtAbout(text: string): string | undefined {
  return LIKELY_MISTAKES.find(([pattern]) => pattern.test(text))?.[1] ?? lostValueProblem(text);
}
