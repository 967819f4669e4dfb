import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Authorizer, User } from './authorizer.ts';
import { OrderBook, parseNewOrder } from './orders.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const UNAUTHORIZED: Answer = { status: 401, body: { message: 'Unauthorized' } };
const FORBIDDEN: Answer = { status: 403, body: { message: 'Forbidden' } };
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };
const INTERNAL_SERVER_ERROR: Answer = { status: 500, body: { message: 'Internal Server Error' } };

/** The group whose users can see the orders of all users. */
const ADMINS = 'admins';
/** The scope with which a machine can read the reports. */
const READ_ORDERS = 'orders/read';

/** Creates the API. Without a valid token, every route answers 401, like behind an authorizer of API Gateway. */
export function createApp(authorizer: Authorizer): Server {
  const orders = new OrderBook();
  return createServer((request, response) => {
    answer(request, authorizer, orders)
      .catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        return INTERNAL_SERVER_ERROR;
      })
      .then(({ status, body }) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      });
  });
}

async function answer(request: IncomingMessage, authorizer: Authorizer, orders: OrderBook): Promise<Answer> {
  const { authorization } = request.headers;
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const route = `${request.method} ${pathname}`;
  if (route === 'GET /reports') {
    const machine = await authorizer.findMachine(authorization);
    return machine === undefined ? UNAUTHORIZED : report(orders, machine.scopes);
  }
  const user = await authorizer.findUser(authorization);
  if (user === undefined) {
    return UNAUTHORIZED;
  }
  switch (route) {
    case 'GET /me':
      return { status: 200, body: user };
    case 'GET /orders':
      return { status: 200, body: { orders: orders.list(user.sub) } };
    case 'POST /orders':
      return createOrder(orders, user, await readJson(request));
    case 'GET /admin/orders':
      return user.groups.includes(ADMINS) ? { status: 200, body: { orders: orders.listAll() } } : FORBIDDEN;
    default: {
      const id = /^\/orders\/([^/]+)$/.exec(pathname)?.[1];
      return request.method === 'GET' && id !== undefined ? getOrder(orders, user, id) : NOT_FOUND;
    }
  }
}

function report(orders: OrderBook, scopes: readonly string[]): Answer {
  return scopes.includes(READ_ORDERS) ? { status: 200, body: { orders: orders.listAll().length } } : FORBIDDEN;
}

function createOrder(orders: OrderBook, user: User, body: unknown): Answer {
  const newOrder = parseNewOrder(body);
  return 'problem' in newOrder
    ? { status: 400, body: { message: newOrder.problem } }
    : { status: 201, body: orders.add(user.sub, newOrder) };
}

function getOrder(orders: OrderBook, user: User, id: string): Answer {
  const order = orders.get(user.sub, id);
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
