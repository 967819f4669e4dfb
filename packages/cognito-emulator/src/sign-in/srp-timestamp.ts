import { invalidParameter } from '../refusals.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue Feb 3 04:05:06 UTC 2026`: English names, no leading zero in the day of the month, but in the time. */
export function formatSrpTimestamp(milliseconds: number): string {
  const date = new Date(milliseconds);
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${time} UTC ${date.getUTCFullYear()}`;
}

/**
 * Returns the time of TIMESTAMP in milliseconds since 1970.
 *
 * @throws Refusal `InvalidParameterException` for any other format, and if the weekday does not match the date.
 */
export function parseSrpTimestamp(timestamp: string): number {
  const [, month, day, time, year] = /^\w+ (\w+) (\d+) ([\d:]+) UTC (\d+)$/.exec(timestamp) ?? [];
  const milliseconds = Date.parse(`${day} ${month} ${year} ${time} GMT`);
  if (Number.isNaN(milliseconds) || formatSrpTimestamp(milliseconds) !== timestamp) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  return milliseconds;
}
