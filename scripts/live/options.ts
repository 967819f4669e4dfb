/** Options of the command line. */
import { parseArgs } from 'node:util';
import { CONTRACT_AREAS, STORIES_AREA } from './tests.ts';

/** Servers that are started for the run and stopped after it. */
const REHEARSALS = ['strict-emulator', 'moto', 'cognito-local'] as const;

const AREAS = [...CONTRACT_AREAS, STORIES_AREA];

export type Rehearsal = (typeof REHEARSALS)[number];

export interface Options {
  /** URL of the service; undefined for AWS. */
  readonly endpoint: string | undefined;
  readonly rehearsal: Rehearsal | undefined;
  readonly region: string | undefined;
  /** Areas of the contract, and the jobs that use the action. */
  readonly areas: readonly string[];
  /** Path of the report. */
  readonly report: string;
  /** First removes user pools that an earlier run left behind. */
  readonly sweep: boolean;
  readonly failOnDifference: boolean;
}

/** @throws {Error} if an option is unknown or has an invalid value */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      endpoint: { type: 'string' },
      rehearse: { type: 'string' },
      region: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      'requests-only': { type: 'boolean' },
      report: { type: 'string' },
      sweep: { type: 'boolean', default: false },
      'fail-on-difference': { type: 'boolean', default: false },
    },
  });
  const rehearsal = values.rehearse === undefined ? undefined : oneOf(REHEARSALS, values.rehearse, '--rehearse');
  const given =
    values.endpoint ?? (env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] || env['AWS_ENDPOINT_URL'] || undefined);
  if (rehearsal !== undefined && values.endpoint !== undefined) {
    throw new Error('--rehearse starts its own endpoint: leave out --endpoint');
  }
  const endpoint = rehearsal === undefined && given !== undefined ? originOf(given) : undefined;
  const isAws = endpoint === undefined && rehearsal === undefined;
  const only = values.only.map((area) => oneOf(AREAS, area, '--only'));
  const areas = only.length === 0 ? AREAS : AREAS.filter((area) => only.includes(area));
  return {
    endpoint,
    rehearsal,
    region: values.region,
    areas: values['requests-only'] ? areas.filter((area) => area !== STORIES_AREA) : areas,
    report: values.report ?? (isAws ? 'docs/verified.md' : 'build/tried.md'),
    sweep: values.sweep,
    failOnDifference: values['fail-on-difference'],
  };
}

function oneOf<V extends string>(values: readonly V[], given: string, option: string): V {
  const found = values.find((value) => value === given);
  if (found === undefined) {
    throw new Error(`${option} is one of ${values.join(', ')}`);
  }
  return found;
}

/** Removes user and password, because the URL is printed. */
function originOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error('the endpoint is no http or https address');
  }
  if (url.username !== '' || url.password !== '') {
    throw new Error('the endpoint has a user or password in it, which would be printed');
  }
  return url.origin;
}
