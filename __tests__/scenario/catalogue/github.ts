/** Runs from which GitHub withholds secrets and OIDC tokens. The message says so for these runs only. */
import { type Mistakes, STORED_USER, stored } from './mistake.ts';

const HOME = { full_name: 'octo-org/octo-repo' };

/** A pull request from a branch of this repository. */
function pullRequestFrom(repository: string) {
  return {
    repository: HOME,
    pull_request: { title: 'canary', head: { repo: { full_name: repository } }, base: { repo: HOME } },
  };
}

const FROM_FORK = { event: { name: 'pull_request', payload: pullRequestFrom('mallory/octo-repo') } };
const FROM_HERE = { event: { name: 'pull_request', payload: pullRequestFrom('octo-org/octo-repo') } };
const ON_TARGET = { event: { name: 'pull_request_target', payload: pullRequestFrom('mallory/octo-repo') } };
const BY_DEPENDABOT = { ...FROM_HERE, env: { GITHUB_ACTOR: 'dependabot[bot]' } };

const NO_SECRETS = { username: '', password: '' };

export const GITHUB: Mistakes = {
  'a pull request from a fork, whose secrets are empty': {
    code: 'inputs-invalid',
    fixture: { credentials: false, job: FROM_FORK },
    inputs: (fixture) => ({ ...stored(fixture), ...NO_SECRETS }),
    says: [
      'username is required in mode stored',
      'password is required in mode stored',
      'A pull request from a fork',
      'github.event.pull_request.head.repo.full_name == github.repository',
    ],
    calls: [],
  },
  'a pull request from a fork, at an app client with a secret': {
    code: 'client-secret-needed',
    fixture: { credentials: false, client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], secret: true }, job: FROM_FORK },
    inputs: (fixture) => {
      fixture.pool.addUser(STORED_USER);
      return stored(fixture);
    },
    says: ['Set client-secret', 'A pull request from a fork'],
    calls: ['InitiateAuth'],
  },
  'a pull request from a fork, with a user who has an authenticator app': {
    code: 'totp-secret-needed',
    fixture: { credentials: false, pool: { mfa: 'OPTIONAL', softwareTokenMfa: true }, job: FROM_FORK },
    inputs: (fixture) => {
      fixture.pool.addUser({ ...STORED_USER, totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
      return stored(fixture);
    },
    says: ['SOFTWARE_TOKEN_MFA', 'totp-secret', 'A pull request from a fork'],
    calls: ['InitiateAuth'],
  },
  'a pull request from a fork, which gets no AWS credentials': {
    code: 'credentials-missing',
    fixture: { credentials: false, job: FROM_FORK },
    says: ['aws-actions/configure-aws-credentials', 'A pull request from a fork'],
    calls: [],
  },
  'a pull request from a fork, which gets no OIDC token': {
    code: 'id-token-unavailable',
    fixture: { credentials: false, job: FROM_FORK },
    inputs: { 'role-to-assume': 'arn:aws:iam::123456789012:role/api-tests' },
    says: ['permissions: id-token: write', 'A pull request from a fork'],
    calls: [],
  },
  'a pull request from a fork, with a mistake that the fork did not cause': {
    code: 'inputs-invalid',
    fixture: { job: FROM_FORK },
    inputs: { 'auth-flow': 'USER_PASSWORD' },
    says: ['auth-flow is "USER_PASSWORD"'],
    saysNot: ['fork'],
    calls: [],
  },
  'a run by Dependabot, whose secrets are empty': {
    code: 'inputs-invalid',
    fixture: { credentials: false, job: BY_DEPENDABOT },
    inputs: (fixture) => ({ ...stored(fixture), ...NO_SECRETS }),
    says: ['username is required', 'Dependabot secrets', 'Settings > Secrets and variables > Dependabot'],
    saysNot: ['fork'],
    calls: [],
  },
  'a run by Dependabot, which gets no AWS credentials': {
    code: 'credentials-missing',
    fixture: { credentials: false, job: BY_DEPENDABOT },
    says: ['aws-actions/configure-aws-credentials', 'Dependabot secrets'],
    calls: [],
  },
  'a pull request of this repository, whose secrets are empty': {
    code: 'inputs-invalid',
    fixture: { credentials: false, job: FROM_HERE },
    inputs: (fixture) => ({ ...stored(fixture), ...NO_SECRETS }),
    says: ['username is required in mode stored'],
    saysNot: ['fork', 'Dependabot'],
    calls: [],
  },
  'pull_request_target, which has secrets, with those of another environment': {
    code: 'inputs-invalid',
    fixture: { credentials: false, job: ON_TARGET },
    inputs: (fixture) => ({ ...stored(fixture), ...NO_SECRETS }),
    says: ['username is required in mode stored'],
    saysNot: ['fork', 'Dependabot'],
    calls: [],
  },
  'a run whose event cannot be read': {
    code: 'credentials-missing',
    fixture: { credentials: false },
    env: () => ({ GITHUB_EVENT_PATH: import.meta.filename }),
    says: ['aws-actions/configure-aws-credentials'],
    saysNot: ['fork', 'Dependabot'],
    calls: [],
  },
};
