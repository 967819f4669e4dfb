// Verify what main says of a user pool or app client that does not have or let what it is asked for.
import { tellOf } from './mistake.ts';
import { USER_POOL } from './user-pool.ts';

tellOf(USER_POOL);
