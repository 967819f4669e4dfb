import { type Outputs, VARIABLES } from './outputs.ts';

/**
 * Formats the outputs as a Postman environment for `newman run -e`, so that no token appears in a command line.
 *
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html for variables; an environment adds a scope
 */
export function postmanEnvironment(outputs: Outputs): string {
  const values = outputs.flatMap(([name, value]) => {
    const variable = VARIABLES.get(name);
    return variable === undefined ? [] : [{ ...variable, value, enabled: true }];
  });
  return `${JSON.stringify({ name: 'cognito-token-action', values, _postman_variable_scope: 'environment' }, null, 2)}\n`;
}
