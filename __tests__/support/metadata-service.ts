/** A stand-in for the metadata services of EC2 and ECS, which the AWS SDK asks for credentials. */
import { type HttpAnswer, type HttpRequest, type HttpResponse, startHttpServer } from 'cognito-emulator/http-server';

export interface MetadataService {
  /** Variables of a job whose SDK asks the stand-in as EC2's metadata service. */
  readonly ec2: Readonly<Record<string, string>>;
  /** Variables of a job whose SDK asks the stand-in as ECS's. */
  readonly ecs: Readonly<Record<string, string>>;
  /** Methods and paths of the requests so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A captive portal's page. */
export const PORTAL_PAGE: HttpResponse = {
  status: 200,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><body><h1>Sign in to the network</h1></body></html>',
};

export const TRUNCATED_PORTAL_PAGE: HttpResponse = { ...PORTAL_PAGE, isTruncated: true };

/** Starts a metadata service that gives every request the same answer. */
export async function startMetadataService(answer: HttpAnswer): Promise<MetadataService> {
  const requests: string[] = [];
  const respond = ({ method, target }: HttpRequest) => {
    requests.push(`${method} ${target}`);
    return Promise.resolve(answer);
  };
  const { url, close } = await startHttpServer(respond, () => new Date().toUTCString(), undefined);
  return {
    ec2: { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url },
    ecs: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/credentials` },
    requests,
    close,
  };
}
