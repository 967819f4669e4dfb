import { expect, it } from '@jest/globals';
import { ActionError } from '../../../src/failures/action-error.ts';
import { confirmDevice } from '../../../src/sign-in/device.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
import { parseUserTokens } from '../../../src/tokens.ts';
import { type FakeCognitoAnswers, fakeDeps, type Journal, serviceFailure, unparsedTokens } from '../fakes.ts';
import { configOf, type Given, refresh, stored } from '../given-inputs.ts';

const newDevice = { key: 'a-device', groupKey: 'a-group' };

async function confirmed(given: Given, tokens = unparsedTokens({ newDevice }), cognito: FakeCognitoAnswers = {}) {
  const journal: Journal = [];
  const fixture = fakeDeps(journal, { cognito });
  fixture.timeLimit.set(60);
  const progress = new Progress(fixture.clock, (line) => journal.push(line));
  const facts = await confirmDevice(
    configOf(given),
    { user: undefined, tokens: parseUserTokens(tokens) },
    { ...fixture, progress },
  );
  return { facts, journal, remainingMs: fixture.timeLimit.remainingMs() };
}

it('confirms a new device with the access token', async () => {
  const { facts, journal } = await confirmed(stored);
  expect(facts).toStrictEqual({ deviceKey: 'a-device', failure: undefined });
  const { accessToken } = unparsedTokens();
  expect(journal.slice(-2)).toStrictEqual([
    `confirmDevice a-device of a-group by ${accessToken}`,
    'confirm device (0 ms)',
  ]);
});

it.each<[string | undefined, Given]>([
  [undefined, stored],
  ['eu-west-1_0f1e', { ...refresh, 'device-key': 'eu-west-1_0f1e' }],
])('makes no call without a new device, and returns %s for the inputs %j', async (deviceKey, given) => {
  const { facts, journal } = await confirmed(given, unparsedTokens());
  expect(facts).toStrictEqual({ deviceKey, failure: undefined });
  expect(journal).toStrictEqual([]);
});

it('returns the failure and no device if it cannot be confirmed', async () => {
  const failure = serviceFailure('throttled');
  const confirmDevice = () => Promise.reject(failure);
  const { facts } = await confirmed(stored, undefined, { confirmDevice });
  expect(facts).toStrictEqual({ deviceKey: undefined, failure });
});

it('takes at most half of the remaining time, so that the outputs can be written', async () => {
  const left: number[] = [];
  const { remainingMs } = await confirmed(stored, undefined, ({ timeLimit }) => ({
    confirmDevice: () => {
      left.push(timeLimit.remainingMs());
      return Promise.resolve();
    },
  }));
  expect(left).toStrictEqual([30_000]);
  expect(remainingMs).toBe(60_000);
});

it('rejects if the run is cancelled', async () => {
  const confirmDevice = () => Promise.reject(new ActionError({ code: 'interrupted' }));
  await expect(confirmed(stored, undefined, { confirmDevice })).rejects.toMatchObject({
    failure: { code: 'interrupted' },
  });
});
