// Verify main's messages for identity pools that give the user no AWS credentials.
import { IDENTITY_POOL } from './identity-pool.ts';
import { testMistakes } from './mistake.ts';

testMistakes(IDENTITY_POOL);
