import { randomInt } from 'node:crypto';
import type { Random } from './ports.ts';

export const random: Random = { integerBelow: (limit) => randomInt(limit) };
