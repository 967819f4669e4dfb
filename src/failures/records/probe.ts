/** Failures of the probe. */
import { failure } from '../record.ts';

interface Answered {
  method: string;
  url: string;
  status: number;
}

interface Unanswered {
  url: string;
  errorName: string;
}

const URL = 'https://api.example.com/orders';

const FORBIDDEN_ADVICE =
  'The API may ask for a group (groups), or for a scope (auth-flow: AUTHORIZATION_CODE and scopes). A REST API of API Gateway also answers 403 for a path or method that it does not have. ';
const REFUSED_ADVICE =
  "Check the authorizer's user pool and app client, and which token and header it expects (token-header, with {id-token} or {access-token}).";

export const PROBE_FAILURES = {
  'probe-unguarded': failure<Answered>({
    problem: ({ method, url, status }) =>
      `The probe ${method} ${url} without a token was answered with HTTP ${status}, not 401 or 403: ${
        status < 300 ? 'the API lets everybody in' : 'a protected route does not answer like this'
      }.`,
    fix: ({ status }) =>
      status < 300
        ? 'Add an authorizer to this route, or point probe-url at one that has it.'
        : 'Check probe-url and probe-method, and that the API works.',
    example: { method: 'GET', url: URL, status: 200 },
  }),
  'probe-refused': failure<Answered>({
    problem: ({ method, url, status }) =>
      `The probe ${method} ${url} with a token was answered with HTTP ${status}: ${status === 403 ? 'this user may not use the route' : 'the authorizer does not accept it'}.`,
    fix: ({ status }) => `${status === 403 ? FORBIDDEN_ADVICE : ''}${REFUSED_ADVICE}`,
    example: { method: 'GET', url: URL, status: 401 },
  }),
  'probe-busy': failure<Answered>({
    problem: ({ method, url, status }) => `The probe ${method} ${url} was answered with HTTP ${status} for 15 seconds.`,
    fix: 'Check that the API works and is not throttled. Its log says why.',
    example: { method: 'GET', url: URL, status: 503 },
  }),
  'probe-unanswered': failure<Unanswered>({
    problem: ({ url, errorName }) => `The probe of ${url} got no answer (${errorName}).`,
    fix: 'Check probe-url, and that the API runs and the runner reaches it.',
    example: { url: URL, errorName: 'ECONNREFUSED' },
  }),
  'probe-certificate-untrusted': failure<Unanswered>({
    problem: ({ url, errorName }) => `The probe of ${url} found a certificate that is not trusted (${errorName}).`,
    fix: "Set NODE_EXTRA_CA_CERTS in the job's env to the file with the CA certificate of the API, or of the proxy in front of it.",
    example: { url: URL, errorName: 'SELF_SIGNED_CERT_IN_CHAIN' },
  }),
};
