// Verify what main says of challenges that it cannot answer, and of authenticator apps that do not fit.
import { CHALLENGES } from './challenges.ts';
import { tellOf } from './mistake.ts';

tellOf(CHALLENGES);
