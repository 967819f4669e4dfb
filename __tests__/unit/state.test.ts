import { describe, expect, it } from '@jest/globals';
import { readState, type State, writeState } from '../../src/state.ts';
import { fakeRunner, type Journal } from './fakes.ts';

const states: State[] = [
  {
    cleanUp: 'delete-user',
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_AbCdEf123',
    username: 'gha-1-1-abc@example.com',
  },
  { cleanUp: 'keep-user', userPoolId: 'eu-west-1_AbCdEf123' },
  { cleanUp: 'revoke-token', region: 'eu-west-1', clientId: '4kfr83e5pagh', refreshToken: 'a.b.c.d.e' },
];

function written(state: State): string {
  const journal: Journal = [];
  writeState(fakeRunner(journal), state);
  return (journal[0] ?? '').replace('state ', '');
}

describe('state', () => {
  it.each(states)('is read as it was written: %j', (state) => {
    expect(readState(fakeRunner([], { state: written(state) }))).toEqual(state);
  });

  it('is undefined where main wrote none', () => {
    expect(readState(fakeRunner([]))).toBeUndefined();
  });

  it.each([
    'canary',
    '"canary"',
    'null',
    '[]',
    '{"cleanUp":"canary"}',
    '{"cleanUp":"delete-user","region":"canary","userPoolId":"x"}',
    '{"cleanUp":"delete-user","region":"canary","userPoolId":"x","username":7}',
    '{"cleanUp":"keep-user","region":"canary"}',
    '{"cleanUp":"revoke-token","region":"canary","clientId":"x"}',
  ])('of another form is refused, and not quoted: %s', (state) => {
    const read = () => readState(fakeRunner([], { state }));
    expect(read).toThrow('The state that main left for this post step cannot be read');
    expect(read).not.toThrow('canary');
  });
});
