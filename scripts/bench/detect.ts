// Detection of a 10,000-line file, and after one keystroke beside tree-sitter's own incremental parse in the same run.
import { performance } from 'node:perf_hooks';
import type { Edit, Parser, Tree } from 'web-tree-sitter';
import type { TextEdit } from '../../src/base/span.ts';
import { createWorkerDetector } from '../../src/detect/client.ts';
import { createParserPool } from '../../src/detect/grammars.ts';
import { languages } from '../../src/detect/languages/index.ts';
import { nodeWorker, packageGrammars } from '../../src/detect/node.ts';
import { createSession } from '../../src/detect/session.ts';

const keystrokes = 600;
/** The first strokes run code that is not compiled yet; both sides leave them out. */
const warmUp = 100;
const rounds = 5;

const samples = [
  { languageId: 'python', path: 'service.py', text: generated(pythonUnit) },
  { languageId: 'typescript', path: 'service.ts', text: generated(typescriptUnit) },
];

/** Repeats a unit until the file has 10,000 lines. */
function generated(unit: (index: number) => string): string {
  let text = '';
  for (let lines = 0, index = 0; lines < 10_000; index++) {
    const next = unit(index);
    lines += next.split('\n').length - 1;
    text += next;
  }
  return text;
}

/** A class as services have them: much ordinary code, a prompt in every third class. */
function pythonUnit(index: number): string {
  const call = `        reply = self.client.chat.completions.create(
            model="gpt-4o-mini",
            temperature=0.2,
            messages=[
                {"role": "system", "content": "You are a careful accountant. Answer in one line."},
                {"role": "user", "content": f"Summarize the order {order.number} of {order.customer}:\\n{order.text}"},
            ],
        )
        return json.loads(reply.choices[0].message.content)
`;
  return `
class OrderService${index}(Service):
    """Keeps orders of kind ${index}."""

    TABLE = "orders_${index}"

    def __init__(self, client, repository, clock=None):
        self.client = client
        self.repository = repository
        self.clock = clock or default_clock

    def total(self, order, rates={"eur": 1.0, "usd": 1.1}):
        total = 0
        for item in order.items:
            if item.count > ${index} and not item.cancelled:
                total += item.price * item.count * rates.get(item.currency, 1.0)
            elif item.gift:
                logger.info("gift item %s of order %s", item.name, order.number)
        return round(total, 2)

    def find(self, number, limit=10):
        rows = self.repository.query("SELECT * FROM orders WHERE number = %s LIMIT %s", number, limit)
        return [Order(number=row["number"], items=row["items"], text=row["text"]) for row in rows]

    def handle(self, order):
        if order is None:
            raise ValueError("order ${index} must not be empty")
${index % 3 === 0 ? call : '        return self.total(order)\n'}`;
}

function typescriptUnit(index: number): string {
  const call = `    const { text } = await generateText({
      model: openai('gpt-4o-mini'),
      temperature: 0.2,
      system: 'You are a careful accountant. Answer in one line.',
      prompt: \`Summarize the order \${order.number} of \${order.customer}:\\n\${order.text}\`,
    });
    return JSON.parse(text);
`;
  return `
/** Keeps orders of kind ${index}. */
export class OrderService${index} extends Service {
  private readonly table = 'orders_${index}';

  constructor(private readonly repository: Repository, private readonly clock: Clock = systemClock) {
    super();
  }

  total(order: Order, rates: Record<string, number> = { eur: 1, usd: 1.1 }): number {
    let total = 0;
    for (const item of order.items) {
      if (item.count > ${index} && !item.cancelled) {
        total += item.price * item.count * (rates[item.currency] ?? 1);
      } else if (item.gift) {
        logger.info(\`gift item \${item.name} of order \${order.number}\`);
      }
    }
    return Math.round(total * 100) / 100;
  }

  async find(number: string, limit = 10): Promise<readonly Order[]> {
    const rows = await this.repository.query('SELECT * FROM orders WHERE number = ? LIMIT ?', number, limit);
    return rows.map((row) => ({ number: row.number, items: row.items, text: row.text }));
  }

  async handle(order: Order | undefined) {
    if (order === undefined) throw new Error('order ${index} must not be empty');
${index % 3 === 0 ? call : '    return this.total(order);\n'}  }
}
`;
}

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

for (const { languageId, path, text } of samples) await measure(languageId, path, text);
