/** Loads the inline code of a Lambda function from its template. */
import { compileFunction } from 'node:vm';
import { readTemplate, resourceIn } from './cloudformation.ts';

/** A handler. Functions behind API Gateway return an answer; triggers return the event. */
export type Handler = (event: unknown) => Promise<Answer>;

export interface Answer {
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
