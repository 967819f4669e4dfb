// Verify SRP in many random cases: the action against another client, and its powers against BigInt.
import { it } from '@jest/globals';
import { expectSameAsBigInt, expectSameAsHelper } from '../unit/cognito/srp-cases.ts';

it.each(['first', 'second', 'third', 'fourth'])(
  'sends what cognito-srp-helper sends, in the %s 50 of 200 random cases',
  () => {
    expectSameAsHelper(50);
  },
  120_000,
);

it('computes the powers that BigInt computes, in 200 random cases', () => {
  expectSameAsBigInt(200);
}, 120_000);
