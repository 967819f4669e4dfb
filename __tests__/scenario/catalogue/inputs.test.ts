// Verify main's messages for invalid inputs.

import { INPUTS } from './inputs.ts';
import { testMistakes } from './mistake.ts';

testMistakes(INPUTS);
