import { EPHEMERAL } from './ephemeral.ts';
import type { Scene } from './scene.ts';
import { MACHINES, STORED } from './stored.ts';
import { SWEEPS } from './sweep.ts';

export const SCENES: readonly Scene[] = [...EPHEMERAL, ...STORED, ...MACHINES, ...SWEEPS];
