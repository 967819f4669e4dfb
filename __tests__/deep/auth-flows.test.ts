// Verify the combinations of auth flow, client secret and authenticator app that the scenario of this name leaves out.
import { API_FLOWS, testAuthFlows } from '../support/auth-flows.ts';

testAuthFlows(
  API_FLOWS.flatMap((flow, index) =>
    [false, true].map((secret) => ({ flow, secret, totp: secret !== (index % 2 === 0) })),
  ),
);
