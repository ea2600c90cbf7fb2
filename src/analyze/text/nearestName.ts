/** The only name that `name` can be a slip of the pen of, or `undefined` where none or several come near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const near = candidates.filter((candidate) => isNear(fold(name), fold(candidate)));
  return near.length === 1 ? near[0] : undefined;
}

function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  const allowed = shorter < 3 ? 0 : shorter < 7 ? 1 : 2;
  return Math.abs(a.length - b.length) <= allowed && editDistance(a, b) <= allowed;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[_.-]/g, '').slice(0, 60);
}

/** Letters, or words, to add, drop or change, a swap of neighbours counting once (optimal string alignment). */
export function editDistance(a: ArrayLike<string>, b: ArrayLike<string>): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, change, swap));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
