/** An API that answers every request at once, in a process of its own. Tells its port to the process that forked it. */
import { createServer } from 'node:http';
import process from 'node:process';

const body = Buffer.from(JSON.stringify({ orders: Array.from({ length: 20 }, (_, id) => ({ id, state: 'open' })) }));
const server = createServer((incoming, response) => {
  incoming.resume();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit());
