import { readFileSync } from 'node:fs';
import { calcPrice, findProvider, type MatchLogic, type Provider } from '@pydantic/genai-prices';
import { formatTypeScript, writeIfChanged } from './files.ts';

/** The release of the price list and its day; a newer release wants its day here. */
const release = { version: '0.1.8', asOf: '2026-09-23' };

/** Servers that speak OpenAI's protocol. */
const origins = [
  'https://api.openai.com',
  'https://api.anthropic.com',
  'https://api.cerebras.ai',
  'https://api.deepseek.com',
  'https://api.fireworks.ai',
  'https://api.groq.com',
  'https://api.mistral.ai',
  'https://api.moonshot.ai',
  'https://api.together.xyz',
  'https://api.x.ai',
  'https://generativelanguage.googleapis.com',
  'https://open.bigmodel.cn',
  'https://openrouter.ai',
];

/** Writes the prices of models by server, and the names of three makers' models, taken from the list that `@pydantic/genai-prices` keeps. */
export function writePrices(root: URL): void {
  checkRelease(root);
  writePriceTable(root);
  writeModelNames(root);
}

function checkRelease(root: URL): void {
  const manifest = new URL('node_modules/@pydantic/genai-prices/package.json', root);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  if (version !== release.version)
    throw new Error(`say in scripts/generate/prices.ts when ${version} was released`);
}

function writePriceTable(root: URL): void {
  const table = Object.fromEntries(origins.map((origin) => [origin, pricesAt(origin)]));
  const source = `// Written by \`npm run generate\` from @pydantic/genai-prices ${release.version}.

/** The day the prices were released. */
export const pricesAsOf = '${release.asOf}';

/** US dollars per million prompt and completion tokens, standard tier, not cached, by origin and model. */
export const prices: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = ${JSON.stringify(table)};
`;
  const path = 'src/models/priceTable.ts';
  writeIfChanged(new URL(path, root), formatTypeScript(root, path, source));
}

function writeModelNames(root: URL): void {
  const source = `// Written by \`npm run generate\` from @pydantic/genai-prices ${release.version}.

/** The day the names were released. */
export const namesAsOf = '${release.asOf}';

/** How models are called: in full, or how the names of a model's snapshots begin. */
export interface ModelNames {
  readonly whole: readonly string[];
  readonly beginnings: readonly string[];
}

/** The names that makers' own servers know, retired ones included. */
export const modelNames = ${JSON.stringify(Object.fromEntries(makers.map(namesOf)))} as const satisfies Readonly<Record<string, ModelNames>>;
`;
  const path = 'src/analyze/text/modelNames.ts';
  writeIfChanged(new URL(path, root), formatTypeScript(root, path, source));
}

const makers = ['openai', 'anthropic', 'google'] as const;

function namesOf(maker: string) {
  const models = findProvider({ providerId: maker })?.models ?? [];
  const all = models.flatMap(({ match }) => matchesIn(match));
  const namesWith = (isWhole: boolean) =>
    [...new Set(all.filter((each) => each.isWhole === isWhole).map(({ name }) => name))].sort();
  return [maker, { whole: namesWith(true), beginnings: namesWith(false) }] as const;
}

function pricesAt(origin: string): Readonly<Record<string, readonly [number, number]>> {
  const provider = findProvider({ providerApiUrl: `${origin}/` });
  if (provider === undefined) throw new Error(`no prices are known for ${origin}`);
  const names = provider.models.flatMap(({ id, match }) => [id, ...namesIn(match)]);
  const priced = [...new Set(names)].flatMap((name) => {
    const price = priceAt(provider, name);
    return price === undefined ? [] : [[name, price] as const];
  });
  const known = new Map(priced);
  // A dated name that costs what its model does is found without a line of its own.
  const isOwn = ([name, price]: (typeof priced)[number]) => {
    const model = known.get(undated(name));
    return undated(name) === name || model === undefined || String(model) !== String(price);
  };
  return Object.fromEntries(priced.filter(isOwn).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The price of short prompts, on the day of the release at noon; `undefined` where the model writes no text for money. */
function priceAt(provider: Provider, name: string): readonly [number, number] | undefined {
  const timestamp = new Date(`${release.asOf}T12:00:00Z`);
  const usage = { input_tokens: 1000, output_tokens: 1000 };
  const price = calcPrice(usage, name, { providerId: provider.id, timestamp });
  if (price === null || price.provider.id !== provider.id || price.output_price === 0) return undefined;
  return [perMillion(price.input_price), perMillion(price.output_price)];
}

function perMillion(perThousand: number): number {
  return Number((perThousand * 1000).toPrecision(6));
}

function undated(name: string): string {
  return name.replace(/-\d{4}-\d{2}-\d{2}$/, '');
}

/** The whole names that a model goes by. */
function namesIn(match: MatchLogic): readonly string[] {
  return matchesIn(match).flatMap(({ name, isWhole }) => (isWhole ? [name] : []));
}

/** What a match says of names; expressions only bound what stands beside them. */
function matchesIn(match: MatchLogic): readonly { readonly name: string; readonly isWhole: boolean }[] {
  if ('or' in match) return match.or.flatMap(matchesIn);
  if ('and' in match) return match.and.flatMap(matchesIn);
  if ('equals' in match) return [{ name: match.equals, isWhole: true }];
  if ('ends_with' in match) return [{ name: match.ends_with, isWhole: true }];
  if ('starts_with' in match) return [{ name: match.starts_with, isWhole: false }];
  return 'contains' in match ? [{ name: match.contains, isWhole: false }] : [];
}
