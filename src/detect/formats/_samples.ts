/** Rows and values of each that are worth keeping. */
const mostRows = 20;
const mostValues = 5;

/** Values by hole name out of rows of any shape, as a file's test data or defaults give them; a name whose values are no text has none. */
export function samplesIn(rows: unknown): ReadonlyMap<string, readonly string[]> {
  const samples = new Map<string, string[]>();
  for (const row of Array.isArray(rows) ? rows.slice(0, mostRows) : []) {
    if (typeof row !== 'object' || row === null) continue;
    for (const [name, value] of Object.entries(row)) {
      const known = samples.get(name) ?? [];
      samples.set(name, known);
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      if (known.length < mostValues && !known.includes(String(value))) known.push(String(value));
    }
  }
  return samples;
}
