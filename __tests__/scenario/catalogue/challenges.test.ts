// Verify main's messages for challenges that it cannot answer, and for wrong authenticator apps.
import { CHALLENGES } from './challenges.ts';
import { testMistakes } from './mistake.ts';

testMistakes(CHALLENGES);
