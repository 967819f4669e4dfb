/**
 * Removes the schemas of operations that the action never calls. The AWS SDK has all schemas of a service in one module
 * of about 120 kB, most of which every step would compile and create at its start.
 */

/** A schema module in a file of the bundle, up to the next module. */
const SCHEMA_MODULE =
  /^;\/\/ CONCATENATED MODULE: \.\/node_modules\/@aws-sdk\/\S+\/schemas\/schemas_0\.js\n[\s\S]*?(?=^;\/\/ CONCATENATED MODULE|^\/\*\*\*\/)/gm;

/** A declaration of a text or of an array, which has no side effect. */
const DECLARATION = /^(?:const|var) (?<name>[\w$]+) = (?:"[^"\n]*"|\[[\s\S]*?\]);\n/gm;

const IDENTIFIER = /[A-Za-z_$][\w$]*/g;

export function withoutUnusedSchemas(file: string): string {
  const uses = new Map<string, number>();
  for (const [name] of file.matchAll(IDENTIFIER)) {
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return file.replace(SCHEMA_MODULE, (module) => {
    let text = module;
    for (let before = ''; text !== before; ) {
      before = text;
      text = text.replace(DECLARATION, (declaration, name: string) => {
        if (uses.get(name) !== 1) {
          return declaration;
        }
        for (const [used] of declaration.matchAll(IDENTIFIER)) {
          uses.set(used, (uses.get(used) ?? 0) - 1);
        }
        return '';
      });
    }
    return text;
  });
}
