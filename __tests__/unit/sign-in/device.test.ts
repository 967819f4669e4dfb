import { expect, it } from '@jest/globals';
import { ActionError } from '../../../src/failures/action-error.ts';
import { confirmDevice } from '../../../src/sign-in/device.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
import { parseUserTokens } from '../../../src/tokens.ts';
import { type FakeCognitoAnswers, fakeDeps, type Journal, serviceFailure, unparsedTokens } from '../fakes.ts';
import { configOf, type Given, refresh, stored } from '../given-inputs.ts';

const newDevice = { key: 'a-device', groupKey: 'a-group' };

async function confirmed(given: Given, cognito: FakeCognitoAnswers = {}, tokens = unparsedTokens({ newDevice })) {
  const journal: Journal = [];
  const fixture = fakeDeps(journal, { cognito });
  fixture.timeLimit.set(60);
  const progress = new Progress(fixture.clock, (line) => journal.push(line));
  const signedIn = { user: undefined, tokens: parseUserTokens(tokens) };
  const facts = await confirmDevice(configOf(given), signedIn, { ...fixture, progress });
  return { facts, journal, remainingMs: fixture.timeLimit.remainingMs() };
}

it('confirms a new device with the access token', async () => {
  const { facts, journal } = await confirmed(stored);
  expect(facts).toStrictEqual({ deviceKey: 'a-device', failure: undefined });
  const call = `confirmDevice a-device of a-group by ${unparsedTokens().accessToken}`;
  expect(journal.slice(-2)).toStrictEqual([call, 'confirm device (0 ms)']);
});

it.each<[string | undefined, Given]>([
  [undefined, stored],
  ['eu-west-1_0f1e', { ...refresh, 'device-key': 'eu-west-1_0f1e' }],
])('makes no call without a new device, and returns %s for the inputs %j', async (deviceKey, given) => {
  const { facts, journal } = await confirmed(given, {}, unparsedTokens());
  expect(facts).toStrictEqual({ deviceKey, failure: undefined });
  expect(journal).toStrictEqual([]);
});

it('returns the failure and no device if it cannot be confirmed', async () => {
  const failure = serviceFailure('throttled');
  const { facts } = await confirmed(stored, { confirmDevice: () => Promise.reject(failure) });
  expect(facts).toStrictEqual({ deviceKey: undefined, failure });
});

it('takes at most half of the remaining time, so that the outputs can be written', async () => {
  const left: number[] = [];
  const { remainingMs } = await confirmed(stored, ({ timeLimit }) => ({
    confirmDevice: () => {
      left.push(timeLimit.remainingMs());
      return Promise.resolve();
    },
  }));
  expect(left).toStrictEqual([30_000]);
  expect(remainingMs).toBe(60_000);
});

it('rejects if the run is cancelled', async () => {
  const cancelled = new ActionError({ code: 'interrupted' });
  await expect(confirmed(stored, { confirmDevice: () => Promise.reject(cancelled) })).rejects.toBe(cancelled);
});
