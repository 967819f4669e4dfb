/** The time that a long value takes grows with its length, not with the square of it. */
import { expect, it } from '@jest/globals';
import { INPUT_NAMES, INPUT_RULES } from '../../../src/inputs/rules.ts';
import { sample } from '../../support/sample.ts';
import { invalidityOf, parse, parseSweep } from '../given-inputs.ts';

/** The longest value of an environment variable on Linux is 128 KiB. */
const LENGTH = 120_000;
/** With a quadratic regular expression, a value takes several seconds. */
const MAX_CPU_MS = 1_000;

const filled = (start: string, part: string, end = '') =>
  start + part.repeat((LENGTH - start.length - end.length) / part.length) + end;

const VALUES = [
  filled('[', ','),
  filled('[', ',', 'x]'),
  filled('', '${{'),
  filled('${', '{'),
  filled('X:', ' ', 'x'),
  filled('X: ', '{'),
  filled('X: ', '{token'),
  filled('a', ' ', '!'),
  filled('a', '='),
  filled('', ' a'),
  filled('', 'a-'),
  filled('', 'a_', '!'),
  filled('', 'a.', '!'),
  filled('', 'a:'),
  filled('', 'a/'),
  filled('', ',a', '!'),
  filled('', ';='),
  filled('', '=a'),
  filled('name=', ' a'),
  filled('name=', ',a'),
  filled('', '\n'),
  filled('', 'a=b\n'),
  filled('"', 'a'),
  filled('{', '{'),
  filled('', 'A '),
  filled('', 'AAAA-'),
  filled('arn:', ':userpool/'),
  filled('arn:aws:iam::', '1'),
  filled('http', ':'),
  filled('https://', 'a.', '!'),
  filled('http://localhost', '/a', ' '),
  filled('cognito-idp.', 'a./'),
];

/** `npm test` tries every fourth value with each input. */
const EVERY = 4;

it.each(INPUT_NAMES)('%s can have 120 kB', (name) => {
  const [purpose] = INPUT_RULES[name].for;
  const turn = INPUT_NAMES.indexOf(name) % EVERY;
  for (const value of sample(VALUES, (_, index) => index % EVERY === turn)) {
    const inputs = { mode: purpose ?? '', 'aws-region': 'eu-west-1', 'auth-flow': 'AUTHORIZATION_CODE', [name]: value };
    const start = process.cpuUsage();
    invalidityOf(() => (purpose === 'sweep' ? parseSweep(inputs) : parse(inputs)));
    const { user } = process.cpuUsage(start);
    expect({ start: value.slice(0, 20), isSlow: user / 1000 > MAX_CPU_MS }).toMatchObject({ isSlow: false });
  }
});
