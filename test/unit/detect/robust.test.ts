import assert from 'node:assert/strict';
import { createWorkerDetector } from '../../../src/detect/client.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { nodeWorker, packageGrammars } from '../../../src/detect/node.ts';
import type { Detector } from '../../../src/detect/types.ts';
import { fileOf } from './support.ts';

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
