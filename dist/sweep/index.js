import { sweep } from '../bundle/index.js';

await sweep();
