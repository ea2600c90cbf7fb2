import assert from 'node:assert/strict';
import type { Thread } from '../../../src/base/rpc.ts';
import { createWorkerDetector } from '../../../src/detect/client.ts';
import { nodeWorker } from '../../../src/detect/node.ts';
import { detect, fileOf } from './support.ts';

const worker = new URL('../../../src/detect/worker.ts', import.meta.url);
const text = 'SYSTEM_PROMPT = "You are a careful translator. Return only the translation."\n';

describe('detection worker', () => {
  const handles: Thread[] = [];
  const start = () => {
    const handle = nodeWorker({ worker })();
    handles.push(handle);
    return handle;
  };
  const detector = createWorkerDetector({ start });
  after(() => detector.dispose());

  it('answers what detection in the same thread answers', async () => {
    const file = fileOf('a.py', text);
    const { prompts } = await detector.open(file, 'a.py');
    const inline = (await detect('a.py', text)).prompts;
    assert.deepEqual(
      prompts.map(({ id, contentHash }) => [id, contentHash]),
      inline.map(({ id, contentHash }) => [id, contentHash]),
    );
    assert.equal(prompts.length, 1);
  });

  it('takes edits that are sent without waiting for answers', async () => {
    const file = fileOf('b.py', text);
    const insertion = (newText: string) => [{ span: { start: 0, end: 0 }, newText }];
    const [, , last] = await Promise.all([
      detector.open(file, 'b.py'),
      detector.change(file.uri, insertion('import a\n')),
      detector.change(file.uri, insertion('import b\n')),
    ]);
    assert.equal(last.prompts[0]?.messages[0]?.source.span.start, text.indexOf('"') + 18);
  });

  it('starts again after it died, with the text as edited', async () => {
    const file = fileOf('c.py', text);
    await detector.open(file, 'c.py');
    const before = handles.length;
    handles.at(-1)?.terminate();
    const { prompts, problems } = await detector.change(file.uri, [
      { span: { start: 0, end: 0 }, newText: '# x\n' },
    ]);
    assert.deepEqual(problems, []);
    assert.equal(prompts[0]?.messages[0]?.source.span.start, text.indexOf('"') + 4);
    assert.equal(handles.length, before + 1);
  });

  it('says so where a worker dies over a file again and again', async () => {
    const dying = createWorkerDetector({ start: () => deadOnArrival() });
    const { prompts, problems } = await dying.open(fileOf('d.py', text), 'd.py');
    assert.deepEqual(prompts, []);
    assert.equal(problems.length, 1);
  });

  it('stops a worker that stays silent', async () => {
    let stopped = 0;
    const silent = createWorkerDetector({
      silenceMilliseconds: 5,
      start: () => {
        const exits: ((detail: string) => void)[] = [];
        return {
          post: () => {},
          listen: () => ({ dispose: () => {} }),
          onDeath: (listener) => void exits.push(listener),
          terminate: () => {
            stopped++;
            for (const exit of exits) exit('terminated');
          },
        };
      },
    });
    const { problems } = await silent.open(fileOf('e.py', text), 'e.py');
    assert.equal(problems.length, 1);
    assert.equal(stopped, 2);
  });
});

function deadOnArrival(): Thread {
  const exits: ((detail: string) => void)[] = [];
  return {
    post: () =>
      queueMicrotask(() => {
        for (const exit of exits) exit('exit code 1');
      }),
    listen: () => ({ dispose: () => {} }),
    onDeath: (listener) => void exits.push(listener),
    terminate: () => {},
  };
}
