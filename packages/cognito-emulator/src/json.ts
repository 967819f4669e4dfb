import type { HttpRequest } from './http-server.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns `undefined` for a text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns parsed JSON or a parsed form, else the text. Returns the query parameters of a GET request. */
export function parseBody({ method, target, headers, body }: HttpRequest): unknown {
  if (method === 'GET') {
    return Object.fromEntries(new URLSearchParams(target.split('?')[1]));
  }
  if (headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  return parseJson(body.toString()) ?? body.toString();
}

type ClientMetadata = Readonly<Record<string, string>>;

/**
 * Returns the client metadata of a request: `ClientMetadata` of the API or `aws_client_metadata` of the token endpoint.
 */
export function clientMetadataOf(body: unknown): ClientMetadata | undefined {
  const { ClientMetadata: member, aws_client_metadata: field } = isJsonObject(body) ? body : {};
  const given = typeof field === 'string' ? parseJson(field) : member;
  return isJsonObject(given)
    ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
    : undefined;
}
