// Verify what main says of inputs that cannot be meant.

import { INPUTS } from './inputs.ts';
import { tellOf } from './mistake.ts';

tellOf(INPUTS);
