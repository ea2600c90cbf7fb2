import assert from 'node:assert/strict';
import { Parser } from 'web-tree-sitter';
import { createWorkerDetector } from '../../../src/detect/client.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { nodeWorker, packageGrammars } from '../../../src/detect/node.ts';
import { createSession } from '../../../src/detect/session.ts';
import type { Detector } from '../../../src/detect/types.ts';
import { detect, fileOf } from './support.ts';

const good = 'SYSTEM_PROMPT = "You are a careful translator. Return only the translation."\n';
/** Deeper than the stack of the parser's Python scanner. */
const deepBlocks = `${Array.from({ length: 800 }, (_each, depth) => `${' '.repeat(depth)}def f():\n`).join('')}${' '.repeat(800)}return "You are an assistant."\n`;

const worker = new URL('../../../src/detect/worker.ts', import.meta.url);
const detectors = {
  'in this thread': () => createInlineDetector(packageGrammars()),
  'in a worker': () => createWorkerDetector({ start: nodeWorker({ worker }) }),
};

async function opened(detector: Detector, path: string, text: string) {
  const { prompts, problems } = await detector.open(fileOf(path, text), path);
  return { prompts: prompts.length, problems: problems.map(({ code }) => code) };
}

describe('a file that the parser cannot bear', () => {
  for (const [where, create] of Object.entries(detectors)) {
    it(`becomes a problem and leaves the files before and after it alone (${where})`, async () => {
      const detector = create();
      after(() => detector.dispose());
      const before = fileOf('before.py', good);
      await detector.open(before, 'before.py');
      assert.deepEqual(await opened(detector, 'deep.py', deepBlocks), {
        prompts: 0,
        problems: ['file-too-deep'],
      });
      for (const path of ['after.py', 'again.py', 'other.ts']) {
        const text = path.endsWith('.ts') ? `const ${good}` : good;
        assert.deepEqual(await opened(detector, path, text), { prompts: 1, problems: [] });
      }
      const edited = await detector.change(before.uri, [{ span: { start: 0, end: 0 }, newText: 'x = 1\n' }]);
      assert.equal(edited.prompts.length, 1);
    });
  }
});

describe('a parser that traps', () => {
  it('is not used again, and the host hears of it', async () => {
    let traps = 0;
    const session = createSession({ grammars: packageGrammars(), onTrap: () => traps++ });
    const first = fileOf('first.py', good);
    await session.open(first, 'first.py');
    const { parse } = Parser.prototype;
    const used = new Set<Parser>();
    const failing = new Set<Parser>();
    Parser.prototype.parse = function (this: Parser, ...args: Parameters<Parser['parse']>) {
      used.add(this);
      if (failing.has(this) || String(args[0]).includes('TRAP')) {
        failing.add(this);
        throw new WebAssembly.RuntimeError('memory access out of bounds');
      }
      return parse.apply(this, args);
    };
    try {
      const bad = await session.open(fileOf('bad.py', `${good}TRAP = 1\n`), 'bad.py');
      assert.deepEqual(
        bad.problems.map(({ code }) => code),
        ['file-too-deep'],
      );
      assert.equal((await session.open(fileOf('next.py', good), 'next.py')).prompts.length, 1);
      const edit = [{ span: { start: 0, end: 0 }, newText: 'x = 1\n' }];
      assert.equal((await session.change(first.uri, edit)).prompts.length, 1);
      assert.deepEqual([traps, failing.size, used.size], [1, 1, 2]);
    } finally {
      Parser.prototype.parse = parse;
    }
  });
});

describe('names of the object prototype', () => {
  for (const name of [...Object.getOwnPropertyNames(Object.prototype), 'prototype']) {
    it(`${name} is a name like any other`, async () => {
      const body = `messages:\n  - role: user\n    content: Explain {{${name}}} to me.\n  - role: ${name}\n    content: x\ntestData:\n  - ${name}: gravity\n`;
      const yml = await detect('a.prompt.yml', body);
      assert.deepEqual(yml.problems, []);
      assert.deepEqual(
        yml.prompts.map(({ messages }) => messages.map(({ role }) => role)),
        [['user']],
      );
      const dot = await detect(
        'a.prompt',
        `---\ninput:\n  default: { a: b }\n---\nExplain {{${name}}} now.\n`,
      );
      assert.deepEqual(dot.problems, []);
      const code = `const cfg = { a: 1 };\nconst m = [{ role: '${name}', content: 'You are a helper.' }];\ngenerateText({ prompt: cfg.${name}, system: 'You are brief.', ${name}: 'x' });\n`;
      const found = await detect('a.ts', code);
      assert.deepEqual(found.problems, []);
      assert.deepEqual(
        found.prompts.map(({ messages }) => messages.map(({ role }) => role)),
        [['system', 'user']],
      );
      assert.doesNotThrow(() => structuredClone([yml, dot, found]));
    });
  }
});

describe('code that nests or repeats without end', () => {
  const many = (count: number, part: (index: number) => string) =>
    Array.from({ length: count }, (_each, index) => part(index)).join('');
  const prompt = 'const systemPrompt = "You are a careful translator. Return only the translation.";\n';
  const shapes: Readonly<Record<string, { readonly path: string; readonly text: string }>> = {
    'a chain of calls': { path: 'a.ts', text: `${prompt}p${many(9000, () => '.then(f)')};` },
    'a sum': { path: 'a.ts', text: `${prompt}const t = x${many(9000, () => ' + "a"')};` },
    'else after else': { path: 'a.ts', text: `${prompt}if (a) {}${many(6000, () => ' else if (a) {}')}` },
    parentheses: { path: 'a.ts', text: `${prompt}const p = ${'('.repeat(3000)}"x"${')'.repeat(3000)};` },
    'escape after escape': { path: 'a.ts', text: `${prompt}const p = "${'\\n'.repeat(150_000)}";` },
    'one name bound again and again': {
      path: 'a.py',
      text: `SYSTEM_PROMPT = "You are a careful translator. Return only the translation."\n${many(2000, (index) => `client.chat.completions.create(messages=[{"role": "user", "content": p}])\np = "${index}"\n`)}`,
    },
  };
  for (const [shape, { path, text }] of Object.entries(shapes)) {
    it(`keeps the prompt beside ${shape}`, async () => {
      const { prompts, problems } = await detect(path, text);
      assert.deepEqual(problems, []);
      assert.ok(prompts.some(({ title }) => /system_?prompt/i.test(title)));
    });
  }
});
