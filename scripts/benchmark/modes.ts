/** Main in each mode and auth flow. */
import { randomBytes } from 'node:crypto';
import { loginInputs } from '../../__tests__/support/login-page.ts';
import type { BenchmarkEnvironment } from './environment.ts';
import { type Contenders, millisecondsOf } from './rounds.ts';

type Inputs = Readonly<Record<string, string>>;

const FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'];
const PASSWORD = 'Analytical-Engine-1843';
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export function modesAt({ pool, job, url, inputs }: BenchmarkEnvironment): Contenders {
  const machine = pool.createClient({
    secret: true,
    flows: [],
    oauthFlows: ['client_credentials'],
    scopes: ['orders/read'],
  });

  /** Creates a new user each time, because Cognito accepts each TOTP code only once. */
  function storedUser(more: Inputs = {}, totpSecret?: string): Inputs {
    const username = `stored-${randomBytes(8).toString('hex')}`;
    pool.addUser({ username, password: PASSWORD, ...(totpSecret === undefined ? {} : { totpSecret }) });
    return { ...inputs, mode: 'stored', username, password: PASSWORD, ...more };
  }

  async function refreshToken(): Promise<Inputs> {
    const { outputs } = await job.uses({ with: storedUser({ 'revoke-token': 'false' }) });
    return { ...inputs, mode: 'refresh', 'refresh-token': outputs['REFRESH_TOKEN'] ?? '' };
  }

  const ephemeralUser = (flow: string) =>
    [`\`ephemeral\`, \`${flow}\``, () => ({ ...inputs, 'auth-flow': flow })] as const;
  const modes: Readonly<Record<string, () => Inputs | Promise<Inputs>>> = {
    ...Object.fromEntries(FLOWS.map(ephemeralUser)),
    '`ephemeral`, `AUTHORIZATION_CODE`': () => ({ ...inputs, ...loginInputs({ url }) }),
    '`stored`, `USER_PASSWORD_AUTH`': () => storedUser(),
    '`stored`, `USER_PASSWORD_AUTH`, authenticator app': () => storedUser({ 'totp-secret': TOTP_SECRET }, TOTP_SECRET),
    '`refresh`': refreshToken,
    '`client-credentials`': () => ({
      mode: 'client-credentials',
      'client-id': machine.id,
      'client-secret': machine.secret ?? '',
      domain: url,
    }),
  };
  return Object.fromEntries(
    Object.entries(modes).map(([mode, inputsOf]) => [
      mode,
      async () => {
        const step = await job.uses({ with: await inputsOf() });
        (await job.post()).map(millisecondsOf);
        return [millisecondsOf(step)];
      },
    ]),
  );
}
