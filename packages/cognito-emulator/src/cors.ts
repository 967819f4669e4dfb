/** Cross-origin requests (CORS), which AWS's APIs accept from every web page. */
import type { HttpAnswer, HttpRequest } from './http-server.ts';

const EVERY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** True for the question of a browser that precedes a call: https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export function isPreflight({ method, target, headers }: HttpRequest): boolean {
  return method === 'OPTIONS' && target === '/' && headers.has('access-control-request-method');
}

export function answerPreflight({ headers }: HttpRequest): HttpAnswer {
  return {
    status: 200,
    headers: {
      ...EVERY_ORIGIN,
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': headers.get('access-control-request-headers') ?? '',
      'Access-Control-Max-Age': '172800',
    },
    body: '',
  };
}

/** Lets the page of another origin read the answer of the API. */
export function readableAcrossOrigins({ target, headers }: HttpRequest, answer: HttpAnswer): HttpAnswer {
  return typeof answer === 'string' || target !== '/' || !headers.has('origin')
    ? answer
    : { ...answer, headers: { ...answer.headers, ...EVERY_ORIGIN } };
}
