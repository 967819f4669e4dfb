import type { Operation } from '../operation.ts';
import { adminUserOperations } from './admin-users.ts';
import { clientTokenOperations } from './client-tokens.ts';
import { currentUserOperations } from './current-user.ts';
import { initiateAuthOperations } from './initiate-auth.ts';
import { listUsersOperations } from './list-users.ts';
import { challengeOperations } from './respond-to-auth-challenge.ts';
import { signUpOperations } from './sign-up.ts';
import { softwareTokenOperations } from './software-token.ts';

export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...adminUserOperations,
    ...clientTokenOperations,
    ...currentUserOperations,
    ...initiateAuthOperations,
    ...listUsersOperations,
    ...challengeOperations,
    ...signUpOperations,
    ...softwareTokenOperations,
  }),
);
