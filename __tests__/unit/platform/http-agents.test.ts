import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { listen } from 'cognito-emulator/loopback';
import { createHttpAgentsProvider } from '../../../src/platform/http-agents.ts';

/** A host whose DNS lookup never settles, so the connection is never made. */
const nowhere = { host: 'nowhere.invalid', port: 443, lookup: () => undefined };

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

it.each(['httpAgent', 'httpsAgent'] as const)(
  '%s destroys a connection that is not established within 5 seconds',
  (name) => {
    const stream = createHttpAgentsProvider()()[name].createConnection(nowhere);
    stream?.on('error', () => undefined);
    jest.advanceTimersByTime(4_999);
    expect(stream?.destroyed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(stream?.errored).toMatchObject({ code: 'ETIMEDOUT' });
  },
);

it('keeps an established connection', async () => {
  const server = createServer();
  const port = await listen(server);
  const stream = createHttpAgentsProvider()().httpAgent.createConnection({ host: '127.0.0.1', port });
  await once(stream ?? server, 'connect');
  jest.advanceTimersByTime(60_000);
  expect(stream?.destroyed).toBe(false);
  stream?.destroy();
  server.close();
});
