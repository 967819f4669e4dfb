/**
 * The two that are compared: the service, AWS or what stands in for it, and the project's strict emulator.
 */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Redaction } from './seen/redaction.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Side {
  readonly region: string;
  /** Undefined: AWS's own. */
  readonly endpoint: string | undefined;
  readonly cognito: CognitoIdentityProviderClient;
  /** For the calls that the SDK would sign and that need no credentials. */
  readonly unsigned: CognitoIdentityProviderClient;
  /** Those of the moment: what a role gives ends within the hour. */
  credentials(): Promise<Credentials>;
  /** Another caller, by the same settings. */
  clientOf(credentials: Credentials): CognitoIdentityProviderClient;
  readonly redaction: Redaction;
  /** Where the domain with this prefix is. */
  domainUrl(prefix: string): string;
  close(): void;
}

export interface SideOptions {
  readonly endpoint?: string | undefined;
  /** As a rule, the AWS SDK's own way to find it. */
  readonly region?: string | undefined;
  /** As a rule, the AWS SDK's own way to find them. */
  readonly credentials?: Credentials | undefined;
}

/** Calls end, whatever the network does. */
const TIMEOUTS = { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** @throws {Error} where the region or the credentials are not to be found */
export async function openSide({ endpoint, region, credentials }: SideOptions): Promise<Side> {
  const settings = {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    maxAttempts: 4,
    requestHandler: TIMEOUTS,
  };
  const cognito = new CognitoIdentityProviderClient({ ...settings, ...(credentials && { credentials }) });
  if (endpoint === undefined) {
    refuseOtherEndpoints(cognito);
  }
  const resolvedRegion = await cognito.config.region();
  const unsigned = new CognitoIdentityProviderClient({
    ...settings,
    region: resolvedRegion,
    httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }],
  });
  const redaction = new Redaction();
  redaction.learn(resolvedRegion, 'region');
  const resolveCredentials = async (): Promise<Credentials> => {
    const { accessKeyId, secretAccessKey, sessionToken } = await cognito.config.credentials();
    for (const secret of [accessKeyId, secretAccessKey, sessionToken ?? '']) {
      redaction.learn(secret, 'AWS credentials');
    }
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  };
  await resolveCredentials();
  if (endpoint !== undefined) {
    redaction.learn(endpoint, 'endpoint');
    redaction.learn(new URL(endpoint).host, 'endpoint');
  }
  return {
    region: resolvedRegion,
    endpoint,
    cognito,
    unsigned,
    credentials: resolveCredentials,
    clientOf: (other) => new CognitoIdentityProviderClient({ ...settings, region: resolvedRegion, credentials: other }),
    redaction,
    domainUrl: (prefix) => endpoint ?? redaction.learn(domainUrlOfAws(prefix, resolvedRegion), 'endpoint'),
    close: () => {
      cognito.destroy();
      unsigned.destroy();
    },
  };
}

/** AWS's configuration files may name an endpoint too: what stands in for AWS would be reported as AWS. */
function refuseOtherEndpoints({ middlewareStack }: CognitoIdentityProviderClient): void {
  middlewareStack.add(
    (next) => (call) => {
      const { request } = call;
      const host = typeof request === 'object' && request !== null && 'hostname' in request ? request.hostname : '';
      if (!/\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(String(host))) {
        throw new Error('the AWS configuration names another endpoint than AWS: give it by --endpoint');
      }
      return next(call);
    },
    { step: 'build', name: 'refuseOtherEndpoints' },
  );
}

/** Developer guide, "Using the Amazon Cognito domain". */
function domainUrlOfAws(prefix: string, region: string): string {
  return `https://${prefix}.auth.${region}.amazoncognito.com`;
}
