import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Authorize, Caller } from './authorizer.ts';
import { OrderBook, parseNewOrder } from './orders.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const UNAUTHORIZED: Answer = { status: 401, body: { message: 'Unauthorized' } };
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };
const INTERNAL_SERVER_ERROR: Answer = { status: 500, body: { message: 'Internal Server Error' } };

/** The API: without a valid token every route answers 401, as behind API Gateway's authorizer. */
export function createApp(authorize: Authorize): Server {
  const orders = new OrderBook();
  return createServer((request, response) => {
    answer(request, authorize, orders)
      .catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        return INTERNAL_SERVER_ERROR;
      })
      .then(({ status, body }) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      });
  });
}

async function answer(request: IncomingMessage, authorize: Authorize, orders: OrderBook): Promise<Answer> {
  const caller = await authorize(request.headers.authorization);
  if (caller === undefined) {
    return UNAUTHORIZED;
  }
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  switch (`${request.method} ${pathname}`) {
    case 'GET /me':
      return { status: 200, body: caller };
    case 'GET /orders':
      return { status: 200, body: { orders: orders.list(caller.sub) } };
    case 'POST /orders':
      return createOrder(orders, caller, await readJson(request));
    default: {
      const id = /^\/orders\/([^/]+)$/.exec(pathname)?.[1];
      return request.method === 'GET' && id !== undefined ? getOrder(orders, caller, id) : NOT_FOUND;
    }
  }
}

function createOrder(orders: OrderBook, caller: Caller, body: unknown): Answer {
  const newOrder = parseNewOrder(body);
  return 'problem' in newOrder
    ? { status: 400, body: { message: newOrder.problem } }
    : { status: 201, body: orders.add(caller.sub, newOrder) };
}

function getOrder(orders: OrderBook, caller: Caller, id: string): Answer {
  const order = orders.get(caller.sub, id);
  return order === undefined ? NOT_FOUND : { status: 200, body: order };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
