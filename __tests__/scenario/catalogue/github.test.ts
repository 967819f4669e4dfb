// Verify that main says so if GitHub withholds secrets from a run, and only then.

import { GITHUB } from './github.ts';
import { testMistakes } from './mistake.ts';

testMistakes(GITHUB);
