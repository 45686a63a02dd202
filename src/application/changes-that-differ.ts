// What of a wanted change would really change something? A change that changes nothing is not made and leaves no event.

/** Left out, or as it is already: not in the answer. */
export function changesThatDiffer<T extends object>(present: T, wanted: Partial<T>): Partial<T> {
  const entries = Object.entries(wanted) as [keyof T, unknown][];
  return Object.fromEntries(
    entries.filter(([field, value]) => value !== undefined && present[field] !== value),
  ) as Partial<T>;
}
