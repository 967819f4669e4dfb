import { proxy } from '../bundle/index.js';

await proxy();
