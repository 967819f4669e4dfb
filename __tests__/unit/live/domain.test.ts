/** How `npm run live` waits for a new domain. */
import { createServer } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import { listen } from 'cognito-emulator/loopback';
import { untilServed } from '../../../scripts/live/pools/domain.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) {
    close();
  }
});

/** Answers by these statuses, one after the other, the last for ever; 0 is no answer. */
async function startPage(statuses: readonly number[]) {
  let requests = 0;
  const server = createServer((request, response) => {
    const status = statuses[Math.min(requests, statuses.length - 1)] ?? 0;
    requests += 1;
    if (status === 0) {
      request.socket.destroy();
    } else {
      response.writeHead(status, { Location: '/elsewhere' }).end();
    }
  });
  const port = await listen(server);
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { page: new URL(`http://127.0.0.1:${port}/login`), requestCount: () => requests };
}

it.each([
  ['at once', [200]],
  ['by a redirect, which is not followed', [302]],
  ['after no answer, and errors of AWS', [0, 400, 403, 503, 200]],
])('until the page is there: %s', async (_, statuses) => {
  const { page, requestCount } = await startPage(statuses);
  await untilServed(page, new AbortController().signal, 0);
  expect(requestCount()).toBe(statuses.length);
});

it('no longer than until the interruption', async () => {
  const { page } = await startPage([400]);
  const controller = new AbortController();
  const waiting = untilServed(page, controller.signal);
  controller.abort(new Error('interrupted by SIGINT'));
  await expect(waiting).rejects.toThrow('interrupted by SIGINT');
});
