import { type ModelNames, modelNames } from './modelNames.ts';

interface Family {
  readonly maker: string;
  /** How its names begin. */
  readonly pattern: RegExp;
  readonly names: ModelNames;
}

const families: readonly Family[] = [
  { maker: 'OpenAI', pattern: /^(?:gpt-?|chatgpt-)(?=\d)/, names: modelNames.openai },
  { maker: 'OpenAI', pattern: /^o(?=\d)/, names: modelNames.openai },
  { maker: 'Anthropic', pattern: /^claude-/, names: modelNames.anthropic },
  { maker: 'Google', pattern: /^gemini-/, names: modelNames.google },
];

/**
 * The maker whose models a name is put together like, though none is called so: `gpt-4-mini`. A word its maker does not use, as in
 * `gpt-4-prod`, may be a server's own name, and of the newest generation there may be more to come: about these nothing is said.
 */
export function makerWithout(name: string): string | undefined {
  const family = families.find(({ pattern }) => pattern.test(name));
  if (family === undefined || isKnown(name, family.names)) return undefined;
  const all = [...family.names.whole, ...family.names.beginnings];
  const words = new Set(all.flatMap(wordsOf));
  const newest = Math.max(...all.filter((each) => family.pattern.test(each)).map(generationOf));
  const isPutTogether = wordsOf(name).every((word) => words.has(word) || /^o?\d+(?:\.\d+)?$/.test(word));
  const generation = generationOf(name);
  // Without a number it is an alias, such as `gemini-flash-latest`.
  return isPutTogether && generation > 0 && generation < Math.floor(newest) ? family.maker : undefined;
}

/** True for a name that one of the makers gives a model. */
export function isMakersName(name: string): boolean {
  return families.some(({ names }) => isKnown(name, names));
}

/** Snapshots and previews of a known model are left to the maker. */
const snapshot = /(?:-(?:latest|preview|exp|experimental|\d{2,}|\d{4}-\d{2}-\d{2}))+$/;

function isKnown(name: string, { whole, beginnings }: ModelNames): boolean {
  return (
    /-exp\b/.test(name) ||
    whole.includes(name) ||
    whole.includes(name.replace(snapshot, '')) ||
    beginnings.some((beginning) => name.startsWith(beginning))
  );
}

function wordsOf(name: string): readonly string[] {
  return name.split('-').filter((word) => word !== '');
}

/** The first number of a name, `4.5` also where it is written `4-5`; 0 where there is none. Azure's `gpt-35` is 3.5. */
function generationOf(name: string): number {
  const [, major, minor = '0'] = /(?<!\d)(\d{1,2})(?:[.-](\d{1,2})(?!\d))?(?!\d)/.exec(name) ?? [];
  if (major === undefined) return 0;
  return major.length > 1 ? Number(major) / 10 : Number(`${major}.${minor}`);
}
