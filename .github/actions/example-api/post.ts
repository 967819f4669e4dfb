import { stopServer } from '../server.ts';

await stopServer();
