// Verify SRP in many random cases: the action against another client.
import { it } from '@jest/globals';
import { expectSameAsHelper } from '../unit/cognito/srp-cases.ts';

it.each(['first', 'second', 'third', 'fourth'])(
  'sends what cognito-srp-helper sends, in the %s 50 of 200 random cases',
  () => {
    expectSameAsHelper(50);
  },
  120_000,
);
