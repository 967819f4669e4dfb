/** Settings and inputs for tests of mode `client-credentials` at the token endpoint. */
import type { Fixture, FixtureOptions } from './fixture.ts';

/** An app client with the client credentials grant, in a user pool with a domain. */
export const MACHINE = {
  pool: { domain: 'my-app' },
  // A plus sign has to be encoded in a form.
  client: { secret: 'canary+canary+canary+canary+', oauthFlows: ['client_credentials'], scopes: ['orders/read'] },
} as const satisfies FixtureOptions;

/** The inputs that the mode requires. */
export function machineInputs({ client, emulator }: Pick<Fixture, 'client' | 'emulator'>) {
  const { id, secret = '' } = client;
  return { mode: 'client-credentials', 'client-id': id, 'client-secret': secret, domain: emulator.url };
}
