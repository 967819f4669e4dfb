import { ADMINISTRATION } from './administration.ts';
import { DOMAIN } from './domain.ts';
import { FACTORS } from './factors.ts';
import type { Probe } from './probe.ts';
import { SIGN_IN } from './sign-in.ts';
import { SIGN_UP } from './sign-up.ts';
import { TOKENS } from './tokens.ts';

export const PROBES: readonly Probe[] = [...ADMINISTRATION, ...SIGN_IN, ...SIGN_UP, ...TOKENS, ...FACTORS, ...DOMAIN];
