import type { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import { fieldOf, textIn } from '../json.ts';

/** A plugin for any client of the SDK, or for its commands. */
export type Pluggable = NonNullable<NonNullable<Parameters<typeof fromWebToken>[0]>['clientPlugins']>[number];

/** Returns an SDK plugin that is called with the host, and the port if there is one, of each request to be sent. */
export function onRequest(report: (host: string) => void): Pluggable {
  return {
    applyToStack: (stack) =>
      stack.add(
        (next) => (args) => {
          const port = fieldOf(args.request, 'port');
          report(textIn(args.request, 'hostname') + (port === undefined ? '' : `:${port}`));
          return next(args);
        },
        { step: 'deserialize', priority: 'low' },
      ),
  };
}
