/** Failures of the proxy: in main, in its answers to the tests, and in post. */
import { failure } from '../record.ts';

interface Target {
  /** The origin of the API under test. */
  origin: string;
}

const ORIGIN = 'https://api.example.com';

/** Why the proxy does not forward a request. */
export type ProxyRefusal = 'host' | 'upgrade' | 'message' | 'body';

export const PROXY_FAILURES = {
  'proxy-port-taken': failure<{ port: number; errorName: string }>({
    problem: ({ port, errorName }) => `The proxy cannot listen on port ${port} (${errorName}).`,
    fix: 'Set proxy-port to a free port above 1023, or leave it out: PROXY_URL then has a free one.',
    example: { port: 8080, errorName: 'EADDRINUSE' },
  }),
  'proxy-not-started': failure<{ errorName: string }>({
    problem: ({ errorName }) => `The process of the proxy did not start (${errorName}).`,
    fix: "Check NODE_OPTIONS in the job's env, and that the runner may start processes.",
    example: { errorName: 'EAGAIN' },
  }),
  /** The proxy answers it with HTTP 502. */
  'proxy-target-unanswered': failure<Target & { errorName: string }>({
    problem: ({ origin, errorName }) => `The proxy got no answer from ${origin} (${errorName}).`,
    fix: 'Check proxy-to, and that the API runs and the runner reaches it.',
    example: { origin: ORIGIN, errorName: 'ECONNREFUSED' },
  }),
  /** The proxy answers it with HTTP 502. */
  'proxy-certificate-untrusted': failure<Target & { errorName: string }>({
    problem: ({ origin, errorName }) => `The certificate of ${origin} is not trusted (${errorName}).`,
    fix: "Set NODE_EXTRA_CA_CERTS in the job's env to the file with the CA certificate of the API, or of the proxy in front of it.",
    example: { origin: ORIGIN, errorName: 'SELF_SIGNED_CERT_IN_CHAIN' },
  }),
  /** The proxy answers it with HTTP 504. */
  'proxy-target-slow': failure<Target & { seconds: number }>({
    problem: ({ origin, seconds }) => `${origin} sent nothing for ${seconds} seconds.`,
    fix: 'Check that the API works. Its log says why it is slow.',
    example: { origin: ORIGIN, seconds: 60 },
  }),
  /** The proxy answers it with HTTP 400, 413, 421 or 501. */
  'proxy-request-refused': failure<{ reason: ProxyRefusal }>({
    problem: ({ reason }) => REFUSALS[reason].problem,
    fix: ({ reason }) => REFUSALS[reason].fix,
    example: { reason: 'host' },
  }),
  /** A warning of post. */
  'proxy-ended': failure<{ port: number; errorName: string }>({
    problem: ({ port, errorName }) =>
      `The proxy on port ${port} had ended before the job did, so later requests got no answer (${errorName}).`,
    fix: 'Check that no step kills processes of the runner. The proxy ends by itself after 24 hours.',
    example: { port: 40123, errorName: 'ECONNREFUSED' },
  }),
};

const REFUSALS: Readonly<Record<ProxyRefusal, { readonly problem: string; readonly fix: string }>> = {
  host: {
    problem: 'The proxy serves only requests to its own address.',
    fix: 'Use PROXY_URL as it is, and set no Host header.',
  },
  upgrade: {
    problem: 'The proxy forwards no WebSocket, tunnel or other upgrade.',
    fix: "Connect to the API's own URL, with the token of the outputs.",
  },
  message: {
    problem:
      'The proxy does not forward a request with two Host headers, or with another transfer coding than chunked.',
    fix: 'Send one Host header, and the body with Content-Length or chunked.',
  },
  body: {
    problem: 'The proxy signs no body of more than 10 MB.',
    fix: "Send it to the API's own URL, signed by the test.",
  },
};
