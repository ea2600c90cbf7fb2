/** Anything kept in a registry has an id that is unique in it. */
export interface Entry {
  readonly id: string;
}

/** The entry with that id, or `undefined`. Registries are the generated arrays of a folder's `index.ts`. */
export function entryById<T extends Entry>(entries: readonly T[], id: string): T | undefined {
  return entries.find((entry) => entry.id === id);
}
