export type NonEmpty<Item> = readonly [Item, ...Item[]];

export function mapNonEmpty<Item, Result>(
  [first, ...others]: NonEmpty<Item>,
  convert: (item: Item) => Result,
): NonEmpty<Result> {
  return [convert(first), ...others.map(convert)];
}

/**
 * Works on items in parallel, at most `limit` at once. After the first failure no further item is begun. Rejects with
 * that failure, once all work has ended.
 */
export async function inParallel<Item, Result>(
  [first, ...others]: NonEmpty<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<NonEmpty<Result>> {
  const failures: unknown[] = [];
  const takeTurn = createTurns(limit);
  const begin = (item: Item) =>
    takeTurn(async () => {
      if (failures.length > 0) {
        throw failures[0];
      }
      try {
        return await work(item);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    });
  const results = [begin(first), ...others.map(begin)] as const;
  await Promise.allSettled(results);
  if (failures.length > 0) {
    throw failures[0];
  }
  return Promise.all(results);
}

/** Returns a function that runs at most `limit` tasks at once, in the order in which they come. */
function createTurns(limit: number) {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async <Result>(task: () => Promise<Result>): Promise<Result> => {
    if (free > 0) {
      free--;
    } else {
      await new Promise<void>((start) => waiting.push(start));
    }
    try {
      return await task();
    } finally {
      const startNext = waiting.shift();
      if (startNext === undefined) {
        free++;
      } else {
        startNext();
      }
    }
  };
}
