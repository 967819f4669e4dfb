/** Hints for runs to which GitHub gives no secrets. */
import { formatMessage, hasTrait } from './action-error.ts';
import type { SecretsWithheld } from './failure.ts';

/**
 * Formats the last message of a step. If a secret may be missing, it says that GitHub withheld the secrets.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 */
export async function formatFinalMessage(
  error: unknown,
  troubleshooting: string,
  whySecretsAreWithheld: () => Promise<SecretsWithheld | undefined>,
): Promise<string> {
  // Inputs can be invalid without being empty.
  const isMissing =
    hasTrait(error, 'mayBeMissingSecret') && !('isAnyEmpty' in error.failure && !error.failure.isAnyEmpty);
  const reason = isMissing ? await whySecretsAreWithheld() : undefined;
  return formatMessage(error, troubleshooting, reason && HINTS[reason]);
}

const HINTS: Readonly<Record<SecretsWithheld, string>> = {
  fork: "A pull request from a fork gets no secrets and no OIDC tokens. Run it from a branch of this repository, or skip the job there (if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository).",
  dependabot:
    'A run by Dependabot gets only the Dependabot secrets: add the missing ones under Settings > Secrets and variables > Dependabot.',
};
