// Verify main's messages for missing resources and refused users.
import { testMistakes } from './mistake.ts';
import { USER_POOL } from './user-pool.ts';

testMistakes(USER_POOL);
