// Verify what main says of what fails once there are tokens.

import { HAND_OVER } from './hand-over.ts';
import { tellOf } from './mistake.ts';

tellOf(HAND_OVER);
