/**
 * Reads a CloudFormation template and resolves its parameters and conditions. Leaves values that only a deployment
 * knows.
 */
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { parse, type Tags, type YAMLSeq } from 'yaml';
import { type Fields, fieldsOf } from '../../scripts/lib/mapping.ts';

export type Template = ReturnType<typeof readTemplate>;

/** The value of `!Ref AWS::NoValue`, which removes a property. */
const NO_VALUE = Symbol('AWS::NoValue');

/** Expands short forms of functions, such as `!Ref Name`, to long forms, such as `{ Ref: Name }`. */
const SHORT_FORMS: Tags = ['Ref', 'Condition', 'Equals', 'GetAtt', 'If', 'Not', 'Select', 'Split', 'Sub'].flatMap(
  (name) => {
    const tag = `!${name}`;
    const key = ['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`;
    return [
      { tag, resolve: (argument: string) => ({ [key]: argument }) },
      { tag, collection: 'seq', resolve: (argument: YAMLSeq) => ({ [key]: argument.toJSON() }) },
    ];
  },
);

/** Reads a template with these parameters and the defaults of the others. */
export function readTemplate(path: string, parameters: Readonly<Record<string, string>> = {}) {
  const template = fieldsOf(parse(readFileSync(path, 'utf8'), { customTags: SHORT_FORMS }));
  const declared = Object.entries(fieldsOf(template['Parameters']));
  const values = new Map(declared.map(([name, field]) => [name, parameters[name] ?? fieldsOf(field)['Default']]));
  const conditions = fieldsOf(template['Conditions']);
  const present = (part: string) =>
    Object.entries(fieldsOf(template[part])).flatMap(([name, entry]) => {
      const { Condition = true } = fieldsOf(entry);
      const isPresent = Condition === true || resolve({ Condition }, values, conditions) === true;
      return isPresent ? [[name, fieldsOf(resolve(entry, values, conditions))] as const] : [];
    });
  const resources = present('Resources').map(([name, { Type, Properties }]) => {
    return [name, { type: String(Type), properties: fieldsOf(Properties) }] as const;
  });
  return {
    resources: new Map(resources),
    /** The fields of each output. */
    outputs: present('Outputs').map(([, fields]) => fields),
  };
}

/** Returns the properties of a resource. @throws {Error} if the template does not have it */
export function resourceIn(template: Template, name: string): Fields {
  const { properties } = template.resources.get(name) ?? {};
  if (properties === undefined) {
    throw new Error(`the template has no ${name}`);
  }
  return properties;
}

function resolve(value: unknown, parameters: ReadonlyMap<string, unknown>, conditions: Fields): unknown {
  const inner = (part: unknown): unknown => resolve(part, parameters, conditions);
  if (Array.isArray(value)) {
    return value.map(inner).filter((item) => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  const list = Array.isArray(argument) ? argument : [];
  switch (entries.length === 1 ? name : '') {
    case 'Ref':
      return argument === 'AWS::NoValue' ? NO_VALUE : (parameters.get(String(argument)) ?? value);
    case 'Condition':
      return inner(conditions[String(argument)]);
    case 'Fn::If':
      return inner(inner({ Condition: list[0] }) === true ? list[1] : list[2]);
    case 'Fn::Equals':
      return inner(list[0]) === inner(list[1]);
    case 'Fn::Not':
      return inner(list[0]) !== true;
    case 'Fn::Sub':
      return String(argument).replace(/\$\{(\w+)\}/g, (all, parameter) => String(parameters.get(parameter) ?? all));
    default:
      return Object.fromEntries(
        entries.map(([key, field]) => [key, inner(field)]).filter(([, field]) => field !== NO_VALUE),
      );
  }
}

/** A handler. Functions behind API Gateway return an answer; triggers return the event. */
export type Handler = (event: unknown) => Promise<Answer>;

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * @param modules the modules that the function requires, by name
 * @throws {Error} if the function exports no handler
 */
export function handlerIn(
  template: string,
  name: string,
  env: Readonly<Record<string, string>> = {},
  modules: Readonly<Record<string, unknown>> = {},
): Handler {
  const { InlineCode } = resourceIn(readTemplate(template), name);
  const exported: { handler?: Handler } = {};
  compileFunction(String(InlineCode), ['exports', 'process', 'require'])(
    exported,
    { env },
    (id: string) => modules[id],
  );
  if (exported.handler === undefined) {
    throw new Error(`${name} of ${template} exports no handler`);
  }
  return exported.handler;
}
