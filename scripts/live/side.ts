/**
 * The two sides that are compared: the service (AWS or a stand-in) and the strict emulator.
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
  /** Unset for AWS's own endpoint. */
  readonly endpoint: string | undefined;
  readonly cognito: CognitoIdentityProviderClient;
  /** Sends calls unsigned that the SDK would sign although they need no credentials. */
  readonly unsigned: CognitoIdentityProviderClient;
  /** Returns the current credentials: those of a role expire within an hour. */
  credentials(): Promise<Credentials>;
  /** Returns a client with the same settings and other credentials. */
  clientOf(credentials: Credentials): CognitoIdentityProviderClient;
  readonly redaction: Redaction;
  /** Returns the origin of the domain with this prefix. */
  domainUrl(prefix: string): string;
  close(): void;
}

export interface SideOptions {
  readonly endpoint?: string | undefined;
  /** Defaults to the AWS SDK's own resolution. */
  readonly region?: string | undefined;
  /** Defaults to the AWS SDK's own resolution. */
  readonly credentials?: Credentials | undefined;
}

/** Limits every call, in milliseconds. */
const TIMEOUTS = { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** @throws {Error} if there is no region or no credentials */
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

/** An endpoint in AWS's configuration files would make the report call a stand-in AWS. */
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
