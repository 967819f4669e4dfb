/** The operations on a user pool. They are signed with AWS credentials. */
import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { isFailure, isServiceError } from '../failures/action-error.ts';
import { MAX_TRUNCATED_MS } from '../platform/clock.ts';
import { type AuthFlows, authCallOptions, createAuthFlows } from './auth-flows.ts';
import { type ApiOptions, createCaller, type OnAttemptFailed } from './calls.ts';
import { settleCreation } from './creation.ts';
import { resolveOn } from './expected-errors.ts';
import { userPoolTarget } from './targets.ts';
import type {
  AppClientTarget,
  ListedUser,
  Metadata,
  NewUser,
  UserCreation,
  UserPoolTarget,
  UserSearch,
} from './types.ts';
import { attributeList, clientMetadataField, listedUser, userFilter } from './wire-fields.ts';

/** The maximum of Cognito. */
const USERS_PER_PAGE = 60;

interface PageOptions {
  /** The first page has none. */
  readonly pageToken?: string | undefined;
  /** The maximum number of users on the page. */
  readonly limit?: number;
}

/** After these failures, the call may have had its effect. */
const LOST_ANSWERS = ['network-failed', 'answer-unreadable', 'service-failed'] as const;

/** `no-longer-found` if an earlier attempt, whose answer was lost, has most likely deleted the user. */
type DeletionAnswer = 'deleted' | 'no-longer-found' | 'not-found';

export interface UserPage {
  readonly users: readonly ListedUser[];
  /** Undefined on the last page. */
  readonly nextPageToken: string | undefined;
  /** By the service's clock, like the creation dates, and never later: no user may seem older than it is. */
  readonly listedAt: Date;
}

export type UserPool = ReturnType<typeof connectUserPool>;

/** Connects a user pool. Every operation rejects with an `ActionError`. */
export function connectUserPool(
  client: CognitoIdentityProviderClient,
  { region, userPoolId }: UserPoolTarget,
  { retry, mask, clock }: ApiOptions,
) {
  const target = userPoolTarget({ region, userPoolId });
  const call = createCaller(client, target, retry);
  const poolField = { UserPoolId: userPoolId };

  /** Creates a user with a temporary password, without sending a message. */
  function createUser({ username, password, attributes, clientMetadata }: NewUser): Promise<UserCreation> {
    const input = {
      ...poolField,
      Username: username,
      // Without it, a user pool with passwordless sign-in creates a user without any password:
      // https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: attributeList(attributes),
      ...clientMetadataField(clientMetadata),
    } as const;
    return settleCreation(async (onAttemptFailed) => {
      const { User } = await call('AdminCreateUser', () => new AdminCreateUserCommand(input), {
        finishOnCancel: true,
        onAttemptFailed,
        isComplete: ({ User: created }) => created !== undefined,
      });
      return User?.Username ?? username;
    });
  }

  /** Repeats the invitation of a user. For a user who does not exist, it shows that AdminCreateUser is allowed. */
  async function resendInvitation(username: string): Promise<void> {
    const input = { ...poolField, Username: username, MessageAction: 'RESEND' } as const;
    await call('AdminCreateUser', () => new AdminCreateUserCommand(input)).catch(
      resolveOn(['UserNotFoundException'], undefined),
    );
  }

  /** Sets a password that the user need not change at sign-in. */
  async function setPermanentPassword(username: string, password: string): Promise<void> {
    const input = { ...poolField, Username: username, Password: password, Permanent: true };
    // The password is random, so an earlier attempt set it.
    const done = resolveOn(['PasswordHistoryPolicyViolationException'], undefined);
    await call('AdminSetUserPassword', () => new AdminSetUserPasswordCommand(input)).catch(done);
  }

  /** Confirms a user who signed up, without the code that Cognito sent. */
  async function confirmSignUp(username: string, clientMetadata: Metadata): Promise<void> {
    const input = { ...poolField, Username: username, ...clientMetadataField(clientMetadata) };
    try {
      await call('AdminConfirmSignUp', () => new AdminConfirmSignUpCommand(input));
    } catch (error) {
      // An earlier attempt confirmed the user and its answer was lost.
      if (!isFailure(error, 'user-confirmed-already')) {
        throw error;
      }
    }
  }

  async function addToGroup(username: string, group: string): Promise<void> {
    const input = { ...poolField, Username: username, GroupName: group };
    await call('AdminAddUserToGroup', () => new AdminAddUserToGroupCommand(input), { about: `group ${group}` });
  }

  async function deleteUser(username: string): Promise<DeletionAnswer> {
    const input = { ...poolField, Username: username };
    let isAnswerLost = false;
    const onAttemptFailed: OnAttemptFailed = (failure, wasSent) => {
      isAnswerLost ||= wasSent && LOST_ANSWERS.some((code) => isFailure(failure, code));
    };
    try {
      await call('AdminDeleteUser', () => new AdminDeleteUserCommand(input), { onAttemptFailed });
      return 'deleted';
    } catch (error) {
      if (isServiceError(error, 'UserNotFoundException')) {
        return isAnswerLost ? 'no-longer-found' : 'not-found';
      }
      throw error;
    }
  }

  /** Fetches one page of a search. A page may be empty although more follow. */
  async function listUsers(search: UserSearch, { pageToken, limit = USERS_PER_PAGE }: PageOptions): Promise<UserPage> {
    const input = {
      ...poolField,
      Filter: userFilter(search),
      Limit: limit,
      ...(pageToken === undefined ? {} : { PaginationToken: pageToken }),
    };
    const { Users = [], PaginationToken } = await call('ListUsers', () => new ListUsersCommand(input), {
      isComplete: (page) => page.Users !== undefined && clock.serviceTime() !== undefined,
    });
    const listedAt = new Date(clock.now().getTime() - MAX_TRUNCATED_MS);
    return { users: Users.flatMap(listedUser), nextPageToken: PaginationToken, listedAt };
  }

  /** The auth flow `ADMIN_USER_PASSWORD_AUTH` and its challenges. */
  function adminAuthFlows(appClient: AppClientTarget): AuthFlows {
    const ids = { ...poolField, ClientId: appClient.clientId };
    const hasNoSecret = appClient.clientSecret === undefined;
    const adminCall = createCaller(client, { ...target, withoutSecret: hasNoSecret }, retry);
    return createAuthFlows(
      {
        initiate: (fields) =>
          adminCall(
            'AdminInitiateAuth',
            () => new AdminInitiateAuthCommand({ ...ids, ...fields }),
            authCallOptions(fields.AuthFlow),
          ),
        respond: (challenge, fields) =>
          adminCall(
            'AdminRespondToAuthChallenge',
            () => new AdminRespondToAuthChallengeCommand({ ...ids, ...fields() }),
            authCallOptions(challenge),
          ),
      },
      { ...appClient, target, mask, clock },
    );
  }

  return {
    createUser,
    resendInvitation,
    setPermanentPassword,
    confirmSignUp,
    addToGroup,
    deleteUser,
    listUsers,
    adminAuthFlows,
  };
}
