// Verify main's messages for failed sign-ins.
import { testMistakes } from './mistake.ts';
import { SIGN_IN } from './sign-in.ts';

testMistakes(SIGN_IN);
