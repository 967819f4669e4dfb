import type { HttpRequest } from './http-server.ts';

/** Returns parsed JSON or a parsed form, else the text. Returns the query parameters of a GET request. */
export function parseBody({ method, target, headers, body }: HttpRequest): unknown {
  if (method === 'GET') {
    return Object.fromEntries(new URLSearchParams(target.split('?')[1]));
  }
  if (headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  try {
    return JSON.parse(body.toString());
  } catch {
    return body.toString();
  }
}

type ClientMetadata = Readonly<Record<string, string>>;

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function parsedJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns the client metadata of a request: `ClientMetadata` of the API or `aws_client_metadata` of the token endpoint.
 */
export function clientMetadataOf(body: unknown): ClientMetadata | undefined {
  const { ClientMetadata: member, aws_client_metadata: field } = members(body);
  const given = member ?? parsedJson(field);
  return given === undefined
    ? undefined
    : Object.fromEntries(Object.entries(members(given)).map(([name, value]) => [name, String(value)]));
}
