import { randomInt } from 'node:crypto';
import type { Random } from './ports.ts';

/** Node's cryptographic source. */
export const random: Random = { integerBelow: (limit) => randomInt(limit) };
