// Verify that main says so where GitHub keeps secrets from a run, and only there.

import { GITHUB } from './github.ts';
import { tellOf } from './mistake.ts';

tellOf(GITHUB);
