/** Lets `npm test` run a part of a table, and `npm run test:deep` all of it. */
import { describe, it } from '@jest/globals';

const isDeep = process.env['TEST_SAMPLES'] === 'everything';

/** Returns the chosen rows of a table. */
export function sample<Row>(rows: readonly Row[], isChosen: (row: Row, index: number) => boolean): Row[] {
  return rows.filter((row, index) => isDeep || isChosen(row, index));
}

/** Returns the first row. */
export function firstOf<const Row>(rows: readonly Row[]): Row[] {
  return sample(rows, (_, index) => index === 0);
}

/** Returns the first row of each kind. */
export function sampleByKind<Row>(rows: readonly Row[], kindOf: (row: Row) => string): Row[] {
  const kinds = rows.map(kindOf);
  return sample(rows, (row, index) => kinds.indexOf(kindOf(row)) === index);
}

/** Defines a test that only `npm run test:deep` runs: a variant of another test, or a fault that few changes break. */
export function itDeep(title: string, test: () => Promise<void>): void {
  if (isDeep) {
    it(title, test);
  }
}

/** Defines a group of tests that only `npm run test:deep` runs. */
export function describeDeep(title: string, define: () => void): void {
  if (isDeep) {
    describe(title, define);
  }
}

/**
 * Returns a function that defines every n-th test of a row, each row starting with another one. With n rows, every test
 * runs once.
 */
export function testsInTurn(rowIndex: number, n: number): (title: string, test: () => Promise<void>) => void {
  let index = 0;
  return (title, test) => {
    if (isDeep || index % n === rowIndex % n) {
      it(title, test);
    }
    index++;
  };
}
