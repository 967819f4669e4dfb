// Verify what main says when nobody answers, or somebody else.

import { CONNECTION } from './connection.ts';
import { tellOf } from './mistake.ts';

tellOf(CONNECTION);
