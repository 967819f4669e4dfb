// Verify main's messages when there is no answer, or not one of Cognito's.

import { CONNECTION } from './connection.ts';
import { testMistakes } from './mistake.ts';

testMistakes(CONNECTION);
