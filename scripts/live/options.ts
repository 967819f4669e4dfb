import { parseArgs } from 'node:util';
import { REHEARSALS } from './services.ts';
import { CONTRACT_AREAS, STORIES_AREA } from './tests.ts';

const AREAS = [...CONTRACT_AREAS, STORIES_AREA];

export type Options = ReturnType<typeof readOptions>;

/** @throws {Error} if an option is unknown or has an invalid value */
export function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      endpoint: { type: 'string' },
      rehearse: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      'requests-only': { type: 'boolean' },
      report: { type: 'string' },
      sweep: { type: 'boolean', default: false },
      'fail-on-difference': { type: 'boolean', default: false },
    },
  });
  const isAws = values.endpoint === undefined && values.rehearse === undefined;
  const only = values.only.map((area) => oneOf(AREAS, area, '--only'));
  return {
    /** Without user and password, because it is printed. */
    endpoint: values.endpoint === undefined ? undefined : new URL(values.endpoint).origin,
    rehearsal: values.rehearse === undefined ? undefined : oneOf(REHEARSALS, values.rehearse, '--rehearse'),
    /** Areas of the contract, and the jobs that use the action. */
    areas: AREAS.filter(
      (area) => (only.length === 0 || only.includes(area)) && !(values['requests-only'] && area === STORIES_AREA),
    ),
    report: values.report ?? (isAws ? 'docs/verified.md' : 'build/tried.md'),
    /** First removes user pools that an earlier run left behind. */
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
