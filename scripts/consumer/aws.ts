/**
 * The consumer's AWS account: the strict emulator with a user pool and a role, and the APIs that trust the pool.
 */
import type { Principal } from 'cognito-emulator/principals';
import { createAuthorizer } from '../../examples/api/authorizer.ts';
import type { StandIn } from '../act/stand-ins.ts';
import { killAtExit, stopInBackground } from '../lib/background-process.ts';
import { startEchoApi } from '../lib/echo-api.ts';
import { type EmulatedAws, startEmulatedAws } from '../lib/emulated-aws.ts';
import { startOrdersApi, trustIn } from '../lib/orders-api.ts';

export interface Aws extends EmulatedAws {
  /** The credentials of a session of the role. */
  readonly session: Principal;
  /** The URL of the examples' API. */
  readonly ordersUrl: string;
  /** The URL of the API that the templates in examples/aws deploy. */
  readonly echoUrl: string;
  close(): Promise<void>;
}

/**
 * Starts the emulator and the APIs on free ports of the loopback address.
 *
 * @param folder for the API's log
 */
export async function startAws(folder: string): Promise<Aws> {
  const aws = await startEmulatedAws();
  const { emulator, pool } = aws;
  const trust = trustIn(aws);
  const orders = await killAtExit(startOrdersApi({ ...trust, userPoolId: pool.id, folder }));
  const authorizer = createAuthorizer(trust);
  const echo = await startEchoApi('rest-api.yaml', async ({ headers }) => {
    const user = await authorizer.findUser(headers.authorization);
    return user === undefined
      ? { status: 401, message: 'Unauthorized' }
      : { context: { authorizer: { claims: { sub: user.sub } } } };
  });
  return {
    ...aws,
    session: emulator.addPrincipal({ sessionToken: true }),
    ordersUrl: orders.url,
    echoUrl: echo.url,
    async close() {
      echo.close();
      await stopInBackground(orders);
      await emulator.close();
    },
  };
}

/** Exports the same variables to later steps as aws-actions/configure-aws-credentials, for the emulator's only role. */
export function configureAwsCredentials({ role, pool, session }: Aws): StandIn {
  return {
    inputs: { ROLE: 'role-to-assume', REGION: 'aws-region' },
    env: {
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
    },
    run: `test "$ROLE" = ${role}
test "$REGION" = ${pool.settings.region}
printf '%s\\n' "AWS_REGION=$REGION" "AWS_DEFAULT_REGION=$REGION" >>"$GITHUB_ENV"
for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; do
  echo "::add-mask::\${!name}"
  echo "$name=\${!name}" >>"$GITHUB_ENV"
done
`,
  };
}
