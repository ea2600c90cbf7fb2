import packageLock from '../runtime/package-lock.json' with { type: 'json' };

const library = 'node_modules/node-llama-cpp';

/** The version of `node-llama-cpp` this project is written against. */
export const llamaVersion = packageLock.packages[library].version;

/** The parts of a lock file that are changed here. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly version?: string;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The committed lock file cut down to one platform: of the library's optional packages, which weigh 700 MB together on
 * Linux, only the prebuilt CPU binary stays, now required. npm records no hash of packages that its registry did not
 * list when the lock file was made; such a binary is fixed by its exact version alone.
 */
export function lockFor(
  platformPackage: string,
  lock: Lock = packageLock,
): Lock & { readonly name?: string } {
  const place = `node_modules/${platformPackage}`;
  const version = lock.packages[library]?.optionalDependencies?.[platformPackage];
  if (version === undefined) throw new Error(`node-llama-cpp has no package ${platformPackage}`);
  const kept = Object.entries(lock.packages).filter(([, entry]) => entry.optional !== true);
  const packages = Object.fromEntries(kept.map(([path, entry]) => [path, withoutOptional(entry)]));
  const { optional: _, ...binary } = lock.packages[place] ?? { version };
  const root = packages[''];
  packages[''] = { ...root, dependencies: { ...root?.dependencies, [platformPackage]: version } };
  packages[place] = withoutOptional(binary);
  return { ...lock, packages };
}

/** The package file that goes with such a lock. */
export function manifestFor(lock: Lock): object {
  return { name: 'prompt-quorum-llama-runtime', version: '1.0.0', private: true, ...lock.packages[''] };
}

function withoutOptional({ optionalDependencies: _, ...entry }: LockEntry): LockEntry {
  return entry;
}
