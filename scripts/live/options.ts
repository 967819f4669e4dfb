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

export const USAGE = `npm run live -- [options]

  --endpoint URL         what stands in for AWS; as a rule AWS_ENDPOINT_URL
  --rehearse NAME        starts what stands in for AWS: ${REHEARSALS.join(', ')}
  --region REGION        as a rule AWS_REGION
  --only AREA            may be repeated: ${AREAS.join(', ')}
  --requests-only        no jobs that use the action: a first look, in a minute
  --report FILE          as a rule docs/verified.md; of an emulator build/tried.md
  --sweep                first removes user pools that an earlier run left, older than a day
  --fail-on-difference   ends with status 2 if something differs that is not known to, or does not differ any more
`;

/** An error in the command line, with a message for its author. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** @throws {UsageError} */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const values = parse(args);
  const rehearsal = values.rehearse === undefined ? undefined : oneOf(REHEARSALS, values.rehearse, '--rehearse');
  const given =
    values.endpoint ?? (env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] || env['AWS_ENDPOINT_URL'] || undefined);
  if (rehearsal !== undefined && values.endpoint !== undefined) {
    throw new UsageError('--rehearse starts its own endpoint: leave out --endpoint');
  }
  const endpoint = rehearsal === undefined && given !== undefined ? originOf(given) : undefined;
  const isAws = endpoint === undefined && rehearsal === undefined;
  const only = (values.only ?? []).map((area) => oneOf(AREAS, area, '--only'));
  const areas = only.length === 0 ? AREAS : AREAS.filter((area) => only.includes(area));
  return {
    endpoint,
    rehearsal,
    region: values.region,
    areas: values['requests-only'] ? areas.filter((area) => area !== STORIES_AREA) : areas,
    report: values.report ?? (isAws ? 'docs/verified.md' : 'build/tried.md'),
    sweep: values.sweep ?? false,
    failOnDifference: values['fail-on-difference'] ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        endpoint: { type: 'string' },
        rehearse: { type: 'string' },
        region: { type: 'string' },
        only: { type: 'string', multiple: true },
        'requests-only': { type: 'boolean' },
        report: { type: 'string' },
        sweep: { type: 'boolean' },
        'fail-on-difference': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<V extends string>(values: readonly V[], given: string, option: string): V {
  const found = values.find((value) => value === given);
  if (found === undefined) {
    throw new UsageError(`${option} is one of ${values.join(', ')}`);
  }
  return found;
}

/** Removes user and password, because the URL is printed. */
function originOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError('the endpoint is no http or https address');
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('the endpoint has a user or password in it, which would be printed');
  }
  return url.origin;
}
