/** Failures of AWS credentials, IAM and roles. */
import { ANY_MESSAGE, callFailure, failure, on } from '../record.ts';
import type { Call, CallTarget } from '../service-failure.ts';
import { readDenial } from './details.ts';
import { ASSUME_ROLE, CREATE_USER, refused, unanswered } from './examples.ts';
import { ROLE_REFUSALS, type RoleRefusal } from './role-refusals.ts';

/** Calls of AWS STS, also those that fetch the job's own credentials. */
const ASSUMING = /^AssumeRole/;
const CLOCK = /signature (expired|not yet current)/i;

export const ACCESS_FAILURES = {
  'credentials-missing': callFailure({
    matches: [on('CredentialsProviderError'), on('MissingAuthenticationTokenException')],
    traits: ['affectsAllUsers', 'hadNoEffect', 'mayBeMissingSecret'],
    problem: 'there are no AWS credentials in this job',
    fix: "Run aws-actions/configure-aws-credentials with role-to-assume before this step, or set this action's own input role-to-assume. If it is set, the variable behind it is empty. Both need permissions: id-token: write in the job.",
    example: unanswered(CREATE_USER, 'CredentialsProviderError'),
  }),
  'credentials-rejected': callFailure({
    matches: [
      on('InvalidSignatureException'),
      on('SignatureDoesNotMatch'),
      on('IncompleteSignatureException'),
      on('UnrecognizedClientException'),
      on('InvalidClientTokenId'),
      on('OptInRequired'),
    ],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'AWS does not accept the credentials',
    fix: 'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the job belong together and still exist, and that the region is enabled for their account.',
    example: refused(CREATE_USER, 'UnrecognizedClientException'),
  }),
  'credentials-expired': callFailure({
    matches: [on('ExpiredTokenException')],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'the credentials have expired',
    fix: "Run aws-actions/configure-aws-credentials closer to this step or with a longer role-duration-seconds, or set this action's own input role-to-assume, which gets new credentials in each step.",
    example: refused(CREATE_USER, 'ExpiredTokenException'),
  }),
  'clock-wrong': callFailure({
    matches: [
      on('InvalidSignatureException', CLOCK),
      on('SignatureDoesNotMatch', CLOCK),
      on('RequestExpired'),
      on('RequestTimeTooSkewed'),
    ],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: "the runner's clock is wrong by several minutes",
    fix: "Correct the runner's clock, best with NTP. AWS accepts a difference of at most 5 minutes.",
    example: refused(CREATE_USER, 'InvalidSignatureException', 'Signature expired: 20260925T100000Z is now'),
  }),
  /** `action`: the denied IAM action, if the message names one. */
  'access-denied': callFailure<{ policy: string | undefined; action: string | undefined }>({
    matches: [on('AccessDeniedException', ANY_MESSAGE, readDenial)],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: ({ call, policy, action }) =>
      `IAM does not allow ${isOwnAction(call, action) ? 'it' : action}${policy === undefined ? '' : `, due to the ${policy}`}`,
    fix: ({ call, policy, action }) => {
      const { operation, target } = call;
      const input = NEEDED_BY.get(operation);
      const own = `${serviceOf(target)}:${operation}${input === undefined ? '' : `, which ${input} needs,`} on ${target.arn ?? 'the user pool'}`;
      return `Allow ${isOwnAction(call, action) ? own : `${action}, which ${operation} needs here,`} ${
        policy === undefined
          ? "for the role or user whose credentials this job uses. It must belong to the user pool's account"
          : `in that ${policy}, too`
      }.`;
    },
    example: refused(CREATE_USER, 'AccessDeniedException', 'because no identity-based policy allows the action'),
  }),
  'machine-misconfigured': callFailure<{ setting: MachineSetting | undefined }>({
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: ({ setting }) => SETTINGS[setting ?? 'unknown'].problem,
    fix: ({ setting }) => SETTINGS[setting ?? 'unknown'].fix,
    example: unanswered(CREATE_USER, 'EndpointError', 'FIPS and custom endpoint are not supported'),
  }),
  'role-not-assumed': callFailure({
    matches: [
      on('AccessDenied'),
      on('AccessDeniedException', ASSUMING),
      on('IDPRejectedClaimException'),
      on('ValidationError', /^AssumeRole.*\barn\b/i),
    ],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'AWS does not let this job assume the role',
    fix: "Check role-to-assume, and the role's trust policy: principal token.actions.githubusercontent.com, action sts:AssumeRoleWithWebIdentity, and a condition on token.actions.githubusercontent.com:sub that matches this repository, branch and environment (repo:OWNER/NAME:…, or repo:OWNER@ID/NAME@ID:… if the repository was created, renamed or transferred since 15 July 2026).",
    example: refused(ASSUME_ROLE, 'AccessDenied', '', 403),
  }),
  'role-session-refused': callFailure<{ reason: RoleRefusal }>({
    matches: [
      on('RegionDisabledException', ANY_MESSAGE, () => ({ reason: 'region' })),
      on('InvalidIdentityTokenException', /required claim/i, () => ({ reason: 'claim' })),
      on('InvalidIdentityTokenException', /thumbprint/i, () => ({ reason: 'thumbprint' })),
      on('PackedPolicyTooLargeException', ANY_MESSAGE, () => ({ reason: 'size' })),
      on('ValidationError', /^AssumeRole.*DurationSeconds/i, () => ({ reason: 'duration' })),
    ],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: ({ reason }) => ROLE_REFUSALS[reason].problem,
    fix: ({ reason }) => ROLE_REFUSALS[reason].fix,
    example: refused(ASSUME_ROLE, 'RegionDisabledException', '', 403),
  }),
  'oidc-provider-missing': callFailure({
    matches: [on('InvalidIdentityTokenException', /no openidconnect provider/i)],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: "the AWS account does not know GitHub's OIDC tokens",
    fix: 'Create the IAM identity provider https://token.actions.githubusercontent.com with audience sts.amazonaws.com in the account of role-to-assume, or correct the account number in role-to-assume.',
    example: refused(ASSUME_ROLE, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account'),
  }),
  'audience-wrong': callFailure({
    matches: [on('InvalidIdentityTokenException', /audience/i)],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: "the audience of GitHub's OIDC token is wrong for the AWS account",
    fix: "Add the value of audience (default sts.amazonaws.com) to the audiences of the account's IAM identity provider for token.actions.githubusercontent.com, or set audience to one that it lists. The role's trust policy (:aud) must name it too.",
    example: refused(ASSUME_ROLE, 'InvalidIdentityToken', 'Incorrect token audience'),
  }),
  'id-token-unavailable': failure<object>({
    traits: ['affectsAllUsers', 'hadNoEffect', 'mayBeMissingSecret'],
    problem: 'role-to-assume needs an OIDC token from GitHub, but this job has no permission to get one.',
    fix: 'Add permissions: id-token: write (and contents: read for a checkout) to the job. In a reusable workflow, add it to the calling job too.',
    example: {},
  }),
  'id-token-refused': failure<{ status: number }>({
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: ({ status }) => `GitHub refuses the OIDC token that role-to-assume needs (HTTP ${status}).`,
    fix: 'Check that the job has permissions: id-token: write, and that no earlier step changed ACTIONS_ID_TOKEN_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_URL. If they are right, run the job again.',
    example: { status: 403 },
  }),
  'id-token-failed': failure<object>({
    traits: ['isTransient', 'hadNoEffect'],
    problem: 'GitHub did not return the OIDC token that role-to-assume needs.',
    fix: 'Run the job again. If it fails again, see githubstatus.com, and check the proxy of a self-hosted runner.',
    example: {},
  }),
};

/** The IAM actions that only some uses of the action need, and what needs them. */
const NEEDED_BY: ReadonlyMap<string, string> = new Map([
  ['AdminAddUserToGroup', 'the input groups'],
  ['AdminInitiateAuth', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
  ['AdminRespondToAuthChallenge', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
  ['AdminConfirmSignUp', 'create-with: sign-up'],
  ['ListUsers', 'the sweep'],
  ['DeleteIdentities', 'identity-pool-id'],
]);

function isOwnAction({ operation, target }: Call, action: string | undefined): boolean {
  return action === undefined || action === `${serviceOf(target)}:${operation}`;
}

function serviceOf({ kind }: CallTarget): string {
  return kind === 'identity-pool' ? 'cognito-identity' : 'cognito-idp';
}

interface Advice {
  readonly problem: string;
  readonly fix: string;
}

/** Environment variables that the AWS SDK reads. The AWS config file can set each of them too. */
export type MachineSetting = Exclude<keyof typeof SETTINGS, 'unknown'>;

const SETTINGS = {
  AWS_ACCESS_KEY_ID: forbiddenCharacter('AWS_ACCESS_KEY_ID'),
  AWS_SECRET_ACCESS_KEY: forbiddenCharacter('AWS_SECRET_ACCESS_KEY'),
  AWS_SESSION_TOKEN: forbiddenCharacter('AWS_SESSION_TOKEN'),
  AWS_PROFILE: {
    problem: 'the profile that AWS_PROFILE names gives no credentials',
    fix: 'Remove AWS_PROFILE from the env of the job: it hides AWS_ACCESS_KEY_ID. Or correct the profile in the AWS files of the runner.',
  },
  AWS_WEB_IDENTITY_TOKEN_FILE: unreadable('AWS_WEB_IDENTITY_TOKEN_FILE'),
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: unreadable('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
  AWS_CONTAINER_CREDENTIALS_FULL_URI: unreadable('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
  AWS_DEFAULTS_MODE: {
    problem: 'AWS_DEFAULTS_MODE is not one of the modes of AWS',
    fix: 'Correct AWS_DEFAULTS_MODE (or defaults_mode in the AWS config file of the runner), for instance to standard. Or remove it.',
  },
  AWS_USE_FIPS_ENDPOINT: unsupportedEndpoint('AWS_USE_FIPS_ENDPOINT'),
  AWS_USE_DUALSTACK_ENDPOINT: unsupportedEndpoint('AWS_USE_DUALSTACK_ENDPOINT'),
  unknown: {
    problem: 'something on this machine stops the call from being sent',
    fix: 'Check the environment variables of the job that begin with AWS_, and the files in ~/.aws of the runner. If they are right, please report it as a bug.',
  },
};

function forbiddenCharacter(setting: string): Advice {
  return {
    problem: `${setting} has a line break or another character that is not allowed`,
    fix: `Store the secret again without it, for instance with printf %s "$VALUE" | gh secret set ${setting} in a shell.`,
  };
}

function unreadable(setting: string): Advice {
  return {
    problem: `the file or address in ${setting} cannot be read`,
    fix: `Correct or remove ${setting}, or set this action's own input role-to-assume, which does not need it.`,
  };
}

function unsupportedEndpoint(setting: string): Advice {
  return {
    problem: `${setting} does not work with this region or endpoint`,
    fix: `Remove ${setting} (or its line in the AWS config file of the runner), or remove AWS_ENDPOINT_URL.`,
  };
}
