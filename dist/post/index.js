import { post } from '../steps/index.js';

await post();
