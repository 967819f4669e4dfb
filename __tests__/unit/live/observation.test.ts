/** How `npm run live` compares what two services said. */
import { describe, expect, it } from '@jest/globals';
import { compare, type Observation } from '../../../scripts/live/seen/observation.ts';

const refused = (error: string, text: string, status = '400'): Observation => ({
  kind: 'seen',
  facts: { status, error, text },
  said: `${status} ${error}: ${text}`,
});
const answered = (...fields: string[]): Observation => ({
  kind: 'seen',
  facts: { status: '200', fields },
  said: '200',
});
const WRONG = refused('NotAuthorizedException', 'Incorrect username or password.');

describe('two answers', () => {
  it.each([
    ['the same refusal', WRONG, WRONG],
    ['the same fields in another order', answered('Session', 'ChallengeName'), answered('ChallengeName', 'Session')],
    ['the same and no fields', answered(), answered()],
  ])('agree: %s', (_, service, emulator) => {
    expect(compare(service, emulator)).toStrictEqual({ kind: 'agrees' });
  });

  it.each([
    [
      'a full stop less',
      refused('NotAuthorizedException', 'Incorrect username or password'),
      WRONG,
      [{ what: 'text', service: 'Incorrect username or password', emulator: 'Incorrect username or password.' }],
    ],
    [
      'another exception and status',
      refused('ForbiddenException', 'No.', '403'),
      refused('NotAuthorizedException', 'No.'),
      [
        { what: 'status', service: '403', emulator: '400' },
        { what: 'error', service: 'ForbiddenException', emulator: 'NotAuthorizedException' },
      ],
    ],
    [
      'fields that only one has',
      answered('Session', 'UserSub', 'New'),
      answered('Session', 'Old'),
      [{ what: 'fields, that only one has', service: 'New, UserSub', emulator: 'Old' }],
    ],
    [
      'fields and none',
      answered('Session'),
      answered(),
      [{ what: 'fields, that only one has', service: 'Session', emulator: '—' }],
    ],
    [
      'an answer and a refusal, without the fields, which go without saying',
      answered('Session'),
      WRONG,
      [
        { what: 'status', service: '200', emulator: '400' },
        { what: 'error', service: '—', emulator: 'NotAuthorizedException' },
        { what: 'text', service: '—', emulator: 'Incorrect username or password.' },
      ],
    ],
  ])('differ: %s', (_, service, emulator, differences) => {
    expect(compare(service, emulator)).toStrictEqual({ kind: 'differs', differences });
  });

  it('differ where the emulator alone has nothing to offer', () => {
    const verdict = compare(WRONG, { kind: 'not-offered', reason: 'NotEmulatedException: no such grant' });
    const difference = { what: 'offered', service: 'yes', emulator: 'NotEmulatedException: no such grant' };
    expect(verdict).toStrictEqual({ kind: 'differs', differences: [difference] });
  });

  it('are not compared where the service has nothing to offer', () => {
    const nothing: Observation = { kind: 'not-offered', reason: 'Unsupported' };
    expect(compare(nothing, WRONG)).toStrictEqual(nothing);
  });
});
