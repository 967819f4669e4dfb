import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listen } from 'cognito-emulator/loopback';
import { createHttpAgentsProvider } from '../../../src/platform/http-agents.ts';

/** A host whose DNS lookup never settles, so the connection is never made. */
const nowhere = { host: 'nowhere.invalid', port: 443, lookup: () => undefined };

function toActionError(stream: Duplex | null | undefined): { code: string | undefined } {
  const seen: { code: string | undefined } = { code: undefined };
  stream?.once('error', (error: NodeJS.ErrnoException) => {
    seen.code = error.code;
  });
  return seen;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

const settled = () => new Promise((settle) => setImmediate(settle));

describe.each(['httpAgent', 'httpsAgent'] as const)('%s', (name) => {
  it('destroys a connection that is not established within 5 seconds', async () => {
    const failure = toActionError(createHttpAgentsProvider()()[name].createConnection(nowhere));
    jest.advanceTimersByTime(4_999);
    await settled();
    expect(failure.code).toBeUndefined();
    jest.advanceTimersByTime(1);
    await settled();
    expect(failure.code).toBe('ETIMEDOUT');
  });
});

it('keeps an established connection', async () => {
  const server = createServer();
  const port = await listen(server);
  const stream = createHttpAgentsProvider()().httpAgent.createConnection({ host: '127.0.0.1', port });
  const failure = toActionError(stream);
  if (stream) {
    await once(stream, 'connect');
  }
  jest.advanceTimersByTime(60_000);
  await settled();
  expect(failure.code).toBeUndefined();
  expect(stream?.destroyed).toBe(false);
  stream?.destroy();
  server.close();
});
