// Verify main's messages for rejected refresh tokens and client credentials grants.
import { testMistakes } from './mistake.ts';
import { TOKENS } from './tokens.ts';

testMistakes(TOKENS);
