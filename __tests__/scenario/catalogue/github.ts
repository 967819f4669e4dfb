/** Runs from which GitHub withholds secrets and OIDC tokens. The message says so for these runs only. */
import type { JobOptions } from 'action-runner';
import { type Mistake, type Mistakes, stored } from './mistake.ts';

const HOME = 'octo-org/octo-repo';

/** A pull request from a branch of this repository. */
function pullRequestFrom(repository: string, name = 'pull_request'): JobOptions {
  const branchIn = (full_name: string) => ({ repo: { full_name } });
  const base = branchIn(HOME);
  const payload = { repository: base.repo, pull_request: { title: 'canary', head: branchIn(repository), base } };
  return { event: { name, payload } };
}

/** A job whose secrets are empty. */
function withoutSecrets(job: JobOptions): Pick<Mistake, 'fixture' | 'inputs'> {
  return {
    fixture: { credentials: false, job },
    inputs: (fixture) => ({ ...stored(fixture), username: '', password: '' }),
  };
}

export const GITHUB: Mistakes = {
  'inputs-invalid: a pull request from a fork, whose secrets are empty': {
    ...withoutSecrets(pullRequestFrom('mallory/octo-repo')),
    says: [
      'username is required in mode stored',
      'password is required in mode stored',
      'A pull request from a fork',
      'github.event.pull_request.head.repo.full_name == github.repository',
    ],
  },
  'inputs-invalid: a run by Dependabot, whose secrets are empty': {
    ...withoutSecrets({ ...pullRequestFrom(HOME), env: { GITHUB_ACTOR: 'dependabot[bot]' } }),
    says: ['username is required', 'Dependabot secrets', 'Settings > Secrets and variables > Dependabot'],
    saysNot: ['fork'],
  },
  'inputs-invalid: a pull request of this repository, whose secrets are empty': {
    ...withoutSecrets(pullRequestFrom(HOME)),
    says: ['username is required in mode stored'],
    saysNot: ['fork', 'Dependabot'],
  },
  'inputs-invalid: pull_request_target, which has secrets, with those of another environment': {
    ...withoutSecrets(pullRequestFrom('mallory/octo-repo', 'pull_request_target')),
    says: ['username is required in mode stored'],
    saysNot: ['fork', 'Dependabot'],
  },
  'credentials-missing: a run whose event cannot be read': {
    fixture: { credentials: false },
    env: () => ({ GITHUB_EVENT_PATH: import.meta.filename }),
    says: ['aws-actions/configure-aws-credentials'],
    saysNot: ['fork', 'Dependabot'],
  },
};
