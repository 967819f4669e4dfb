/**
 * Returns the median, which outliers do not change much. For an even number of values, the larger of the middle two.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
