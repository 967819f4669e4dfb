import type { Config, EphemeralConfig } from '../config.ts';
import type { SummaryRow } from '../platform/ports.ts';
import type { Identity } from '../sign-in/identity.ts';
import type { TaskTiming } from '../sign-in/progress.ts';
import type { Tokens } from '../tokens.ts';
import { formatStatuses, type ProbeResult } from './probe.ts';

interface SummaryFacts {
  readonly config: Config;
  readonly tokens: Tokens;
  /** Undefined without an identity pool. */
  readonly identity: Identity | undefined;
  readonly timings: readonly TaskTiming[];
  /** Undefined without a probe. */
  readonly probeResult: ProbeResult | undefined;
}

/** Returns the rows of the job summary. They hold no secret. */
export function summaryRows({ config, tokens, identity, timings, probeResult }: SummaryFacts): SummaryRow[] {
  return [
    ['Mode', config.mode],
    ...modeRows(config),
    ['Tokens valid until', tokens.expiresAt.toISOString()],
    ...identityRows(config, identity),
    ...probeRow(probeResult),
    ...timings.map(({ name, milliseconds }) => [`Duration: ${name}`, `${milliseconds} ms`] as const),
  ];
}

function identityRows(config: Config, identity: Identity | undefined): SummaryRow[] {
  return identity === undefined || config.mode === 'client-credentials' || config.identityPool === undefined
    ? []
    : [
        ['Identity pool', config.identityPool.target.identityPoolId],
        ['AWS credentials valid until', identity.credentials.expiresAt.toISOString()],
      ];
}

function probeRow(result: ProbeResult | undefined): SummaryRow[] {
  return result === undefined
    ? []
    : [['Probe', `${result.inputs.method} ${result.inputs.displayUrl}: ${formatStatuses(result)}`]];
}

function modeRows(config: Config): SummaryRow[] {
  switch (config.mode) {
    case 'ephemeral':
      return [
        ['Auth flow', config.authFlow.name],
        ['User pool', config.userPool.userPoolId],
        ['App client', config.appClient.clientId],
        ['Groups', config.groups.join(', ') || 'none'],
        ['After the job', afterTheJob(config)],
      ];
    case 'stored':
      return [
        ['Auth flow', config.authFlow.name],
        ...userPoolRow(config.userPoolId),
        ['App client', config.appClient.clientId],
        ['After the job', config.revokeToken ? 'the refresh token is revoked' : 'the refresh token stays valid'],
      ];
    case 'refresh':
      return [...userPoolRow(config.userPoolId), ['App client', config.appClient.clientId]];
    case 'client-credentials':
      return [
        ['App client', config.clientId],
        ['Scopes', config.scopes.join(' ') || 'all that the app client allows'],
      ];
  }
}

function afterTheJob({ users, deleteUser }: EphemeralConfig): string {
  if (users.length === 1) {
    return deleteUser ? 'the user is deleted' : 'the user stays';
  }
  return `the ${users.length} users ${deleteUser ? 'are deleted' : 'stay'}`;
}

function userPoolRow(userPoolId: string | undefined): SummaryRow[] {
  return userPoolId === undefined ? [] : [['User pool', userPoolId]];
}
