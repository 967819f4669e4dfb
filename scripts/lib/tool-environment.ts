/** The environment in which gallery and consumer run the tools of the examples, as a consumer's runner would. */
import { dirname } from 'node:path';

/** Disables what tools report about their use. */
export const NO_TELEMETRY = {
  ARTILLERY_DISABLE_TELEMETRY: 'true',
  STEPCI_DISABLE_ANALYTICS: 'true',
  K6_NO_USAGE_REPORT: 'true',
};

/** Returns a PATH that starts with Node 24 and leaves out the tools in this project's `node_modules`. */
export function pathOfSteps(): string {
  const others = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return [dirname(process.execPath), ...others].join(':');
}
