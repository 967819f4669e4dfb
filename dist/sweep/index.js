import { sweep } from '../steps/index.js';

await sweep();
