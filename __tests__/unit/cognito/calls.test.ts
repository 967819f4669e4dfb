import { DeleteUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { abortable, createCaller } from '../../../src/cognito/calls.ts';
import { createClockMiddleware, toLocalTime } from '../../../src/cognito/service-clock.ts';
import { appClientTarget } from '../../../src/cognito/targets.ts';
import type { ActionError } from '../../../src/failures/action-error.ts';
import { fakeClock } from '../fakes.ts';
import { type FakeAnswer, fakeService, refusal, SERVICE_FAILS } from './fake-service.ts';

const target = appClientTarget({ region: 'us-east-1', clientId: '4kfr83e5pagh', clientSecret: undefined });
const CLOCK_WRONG = refusal('InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier than');

/** Calls a service that gives these answers, one after the other. */
async function call(...answers: readonly FakeAnswer[]) {
  const { client, operations, options } = fakeService(answers);
  const attempts: (readonly [string, boolean])[] = [];
  const onAttemptFailed = ({ failure }: ActionError, wasSent: boolean) => attempts.push([failure.code, wasSent]);
  const caller = createCaller(client, target, options.retry);
  const command = () => new DeleteUserCommand({ AccessToken: 'a.b.c' });
  const error: unknown = await caller('DeleteUser', command, { about: 'a detail', onAttemptFailed }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, attempts, operations };
}

describe('an answer', () => {
  it.each<[Readonly<Record<string, string>>, string | undefined]>([
    [{ 'content-type': 'application/x-amz-json-1.1; charset=utf-8' }, undefined],
    [{ 'content-type': 'text/plain', 'x-amzn-requestid': 'b7c4-11' }, undefined],
    [{ 'content-type': 'text/html' }, 'answer-unreadable'],
    [{}, 'answer-unreadable'],
  ])('with the headers %j is refused with %s', async (headers, code) => {
    const { error } = await call({ output: {}, headers });
    expect(error).toStrictEqual(code && expect.objectContaining({ failure: expect.objectContaining({ code }) }));
  });

  it('that the clock is wrong leads to one more attempt, which uses the date of the answer', async () => {
    expect(await call(CLOCK_WRONG, { output: {} })).toStrictEqual({
      error: undefined,
      attempts: [],
      operations: ['DeleteUser', 'DeleteUser'],
    });
    const { attempts, operations } = await call(CLOCK_WRONG);
    expect(attempts).toStrictEqual([['clock-wrong', true]]);
    expect(operations).toHaveLength(2);
  });

  it('of another kind leads to none, and the failure has the host that was called', async () => {
    const { error, operations } = await call(SERVICE_FAILS);
    expect(operations).toHaveLength(1);
    const called = {
      operation: 'DeleteUser',
      about: 'a detail',
      target: { ...target, host: 'cognito-idp.eu-west-1.amazonaws.com' },
    };
    expect(error).toMatchObject({ failure: { code: 'service-failed', call: called } });
  });
});

it('a call whose request cannot be made was not sent', async () => {
  const { client, options } = fakeService();
  const sent: boolean[] = [];
  const caller = createCaller(client, target, options.retry);
  const makeCommand = () => {
    throw Object.assign(new Error('canary'), { name: 'SyntaxError' });
  };
  const calling = caller('DeleteUser', makeCommand, { onAttemptFailed: (_, wasSent) => sent.push(wasSent) });
  await expect(calling).rejects.toMatchObject({ failure: { code: 'credentials-missing', call: { target } } });
  expect(sent).toStrictEqual([false]);
});

it('work that ignores a signal is abandoned when that aborts', async () => {
  const controller = new AbortController();
  const abandoned = abortable(controller.signal, new Promise(() => undefined));
  controller.abort(new Error('time is up'));
  await expect(abandoned).rejects.toThrow('time is up');
  expect(await abortable(new AbortController().signal, Promise.resolve('done'))).toBe('done');
});

describe('the clock', () => {
  const DATE = 'Thu, 01 Jan 2026 00:00:00 GMT';

  it.each([
    [undefined, true],
    [0, false],
    [59_000, false],
    [-120_000, true],
    [120_000, true],
  ])('of a machine that is %s ms behind is suspect after an error: %s', async (ms, isClockSuspect) => {
    const dates: string[] = [];
    const serviceTime = () => (ms === undefined ? undefined : new Date(Date.now() + ms));
    const clock = { ...fakeClock([]), serviceTime, sync: (date: string) => dates.push(date) };
    const headers = { 'content-type': 'application/x-amz-json-1.1', date: DATE };
    const { client } = fakeService([{ output: {}, headers }, { ...CLOCK_WRONG, headers }, CLOCK_WRONG]);
    client.middlewareStack.use(createClockMiddleware(clock));
    const send = () => client.send(new DeleteUserCommand({ AccessToken: 'a.b.c' }));
    await send();
    await expect(send()).rejects.toMatchObject({ isClockSuspect });
    expect(dates).toStrictEqual([DATE]);
  });

  it('converts a time of the service to that of this machine', () => {
    const clock = { ...fakeClock([]), now: () => new Date(Date.now() + 3_600_000) };
    const local = toLocalTime(new Date('2026-01-01T01:00:00Z'), clock).getTime();
    expect(Math.abs(local - Date.parse('2026-01-01T00:00:00Z'))).toBeLessThan(60_000);
  });
});
