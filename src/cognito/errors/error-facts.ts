/**
 * What an error tells of itself. Only its message goes beyond what the log may show, and goes no further than the table of failures.
 */
import { vettedName } from '../../failures/error-name.ts';

export interface ErrorFacts {
  /** As AWS or Node.js names it. */
  readonly errorName: string;
  /** 0 when no answer came. */
  readonly httpStatus: number;
  /** AWS's ID of the request; empty when no answer came. */
  readonly requestId: string;
  /** May quote what was sent. */
  readonly message: string;
}

/** Names that say nothing: the telling one is in `code`, for instance `ECONNREFUSED`. */
const GENERIC_NAMES = ['Error', 'TypeError', 'AxiosError', 'TimeoutError', ''];

/** Errors of AWS have their name and `$metadata`; those of Node.js and axios have the telling name in `code`. */
export function factsOf(error: unknown): ErrorFacts {
  const fields = fieldsOf(error, ['name', 'message', 'code', '$metadata']);
  const metadata = fieldsOf(fields.get('$metadata'), ['httpStatusCode', 'requestId']);
  const status = metadata.get('httpStatusCode');
  const name = textOf(fields.get('name'));
  const code = textOf(fields.get('code'));
  return {
    errorName: vettedName(GENERIC_NAMES.includes(name) ? code || name : name),
    httpStatus: typeof status === 'number' ? status : 0,
    requestId: vettedId(textOf(metadata.get('requestId'))),
    message: textOf(fields.get('message')),
  };
}

function vettedId(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : '';
}

function fieldsOf(value: unknown, names: readonly string[]): ReadonlyMap<string, unknown> {
  return typeof value === 'object' && value !== null
    ? new Map(names.map((name) => [name, Reflect.get(value, name)]))
    : new Map();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
