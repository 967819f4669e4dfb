import { main } from '../steps/index.js';

await main();
