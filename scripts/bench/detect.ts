// Detection of a 10,000-line file, and after one keystroke beside tree-sitter's own incremental parse in the same run.
import { performance } from 'node:perf_hooks';
import type { Edit, Parser, Tree } from 'web-tree-sitter';
import type { TextEdit } from '../../src/base/span.ts';
import { createWorkerDetector } from '../../src/detect/client.ts';
import { createParserPool } from '../../src/detect/grammars.ts';
import { languages } from '../../src/detect/languages/index.ts';
import { nodeWorker, packageGrammars } from '../../src/detect/node.ts';
import { createSession } from '../../src/detect/session.ts';
import { largeFiles } from './largeFiles.ts';

const keystrokes = 600;
/** The first strokes run code that is not compiled yet; both sides leave them out. */
const warmUp = 100;
const rounds = 5;

async function measure(languageId: string, path: string, text: string): Promise<void> {
  const language = languages.find(({ languageIds }) => languageIds.includes(languageId));
  if (language === undefined) throw new Error(`no language ${languageId}`);
  const parser = await createParserPool(packageGrammars()).parserFor(language);
  const session = createSession({ grammars: packageGrammars() });
  const uri = `file:///${path}`;
  const opening: number[] = [];
  const parsing: number[] = [];
  let prompts = 0;
  for (let round = 0; round < rounds; round++) {
    parsing.push(await timed(async () => parser.parse(text)?.delete()));
    opening.push(
      await timed(async () => {
        prompts = (await session.open({ uri, languageId, text }, path)).prompts.length;
      }),
    );
  }
  console.log(`${path}: ${text.split('\n').length - 1} lines, ${prompts} prompts`);
  console.log(`  open: ${show(opening)} (tree-sitter's parse alone ${show(parsing)})`);

  const places = [...text.matchAll(/Summarize the order|item\.price|careful accountant/g)].map(
    ({ index }) => index + 5,
  );
  const bare = new BareParse(parser, text);
  const detection: number[] = [];
  const bareParse: number[] = [];
  for (let count = 0; count < keystrokes; count++) {
    const edit = keystroke(places, count);
    bareParse.push(bare.apply(edit));
    detection.push(await timed(() => session.change(uri, [edit])));
  }
  console.log(`  keystroke: ${show(detection)} beside ${show(bareParse)} for the incremental parse alone`);
  console.log(
    `  ratio: median ${ratio(detection, bareParse, 0.5)}, p95 ${ratio(detection, bareParse, 0.95)}`,
  );
  await measureHost(languageId, path, text, places);
}

/** The same edit on a tree of its own, with nothing but what tree-sitter needs. */
class BareParse {
  readonly #parser: Parser;
  #text: string;
  #tree: Tree | null;

  constructor(parser: Parser, text: string) {
    this.#parser = parser;
    this.#text = text;
    this.#tree = parser.parse(text);
  }

  apply({ span: { start: at, end }, newText }: TextEdit): number {
    const before = this.#text.slice(0, at);
    const row = before.split('\n').length - 1;
    const column = at - before.lastIndexOf('\n') - 1;
    const next = before + newText + this.#text.slice(end);
    const start = performance.now();
    this.#tree?.edit({
      startIndex: at,
      oldEndIndex: end,
      newEndIndex: at + newText.length,
      startPosition: { row, column },
      oldEndPosition: { row, column: column + end - at },
      newEndPosition: { row, column: column + newText.length },
    } as Edit);
    const tree = this.#parser.parse(next, this.#tree);
    const millis = performance.now() - start;
    this.#tree?.delete();
    this.#tree = tree;
    this.#text = next;
    return millis;
  }
}

/** Types a letter somewhere, and takes it back with the next stroke. */
function keystroke(places: readonly number[], count: number): TextEdit {
  const at = places[(Math.floor(count / 2) * 7919) % places.length] ?? 0;
  return count % 2 === 0
    ? { span: { start: at, end: at }, newText: 'x' }
    : { span: { start: at, end: at + 1 }, newText: '' };
}

/** How long the host's own thread works per keystroke: sending the edit, reading the answer, moving its prompts. */
async function measureHost(
  languageId: string,
  path: string,
  text: string,
  places: readonly number[],
): Promise<void> {
  const detector = createWorkerDetector({
    start: nodeWorker({ worker: new URL('../../src/detect/worker.ts', import.meta.url) }),
  });
  const uri = `file:///host/${path}`;
  await detector.open({ uri, languageId, text }, path);
  const busy: number[] = [];
  for (let count = 0; count < keystrokes; count++) {
    const before = performance.eventLoopUtilization();
    await detector.change(uri, [keystroke(places, count)]);
    busy.push(performance.eventLoopUtilization(before).active);
  }
  console.log(`  host thread busy per keystroke: ${show(busy)}`);
  detector.dispose();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.slice(values.length > 2 * warmUp ? warmUp : 0).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function show(values: readonly number[]): string {
  return `median ${quantile(values, 0.5).toFixed(2)} ms, p95 ${quantile(values, 0.95).toFixed(2)} ms`;
}

function ratio(values: readonly number[], base: readonly number[], share: number): string {
  return (quantile(values, share) / quantile(base, share)).toFixed(2);
}

for (const { languageId, path, text } of largeFiles) await measure(languageId, path, text);
