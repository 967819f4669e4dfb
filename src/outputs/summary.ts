/**
 * What main did, for the job's summary: without any secret.
 */
import type { Config } from '../config.ts';
import type { SummaryRow } from '../platform/ports.ts';
import type { TaskTiming } from '../sign-in/progress.ts';
import type { Tokens } from '../tokens.ts';
import { type ProbeResult, statusesText } from './probe.ts';

export interface Done {
  readonly config: Config;
  readonly tokens: Tokens;
  readonly timings: readonly TaskTiming[];
  /** What the probe saw; undefined without one. */
  readonly probeResult: ProbeResult | undefined;
}

export function summaryRows({ config, tokens, timings, probeResult }: Done): SummaryRow[] {
  return [
    ['Mode', config.mode],
    ...modeRows(config),
    ['Tokens valid until', tokens.expiresAt.toISOString()],
    ...(probeResult === undefined
      ? []
      : [
          [
            'Probe',
            `${probeResult.inputs.method} ${probeResult.inputs.displayUrl}: ${statusesText(probeResult)}`,
          ] as const,
        ]),
    ...timings.map(({ name, milliseconds }) => [`Duration: ${name}`, `${milliseconds} ms`] as const),
  ];
}

function modeRows(config: Config): SummaryRow[] {
  switch (config.mode) {
    case 'ephemeral':
      return [
        ['Auth flow', config.authFlow.name],
        ['User pool', config.userPool.userPoolId],
        ['App client', config.appClient.clientId],
        ['Groups', config.groups.join(', ') || 'none'],
        ['After the job', config.deleteUser ? 'the user is deleted' : 'the user stays'],
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

function userPoolRow(userPoolId: string | undefined): SummaryRow[] {
  return userPoolId === undefined ? [] : [['User pool', userPoolId]];
}
