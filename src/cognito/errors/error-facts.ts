/**
 * What an error tells of itself. Only its message goes beyond what the log may show, and goes no further than the table of failures.
 */
import { nameOf } from '../../failures/error-name.ts';
import { fieldOf, textIn } from '../../json.ts';

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

/** Errors of AWS have `$metadata`. */
export function factsOf(error: unknown): ErrorFacts {
  const metadata = fieldOf(error, '$metadata');
  const status = fieldOf(metadata, 'httpStatusCode');
  return {
    errorName: nameOf(error),
    httpStatus: typeof status === 'number' ? status : 0,
    requestId: vettedId(textIn(metadata, 'requestId')),
    message: textIn(error, 'message'),
  };
}

function vettedId(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : '';
}
