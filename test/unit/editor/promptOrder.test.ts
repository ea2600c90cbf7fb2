import { strict as assert } from 'node:assert';
import { inFileOrder } from '../../../src/editor/promptOrder.ts';
import { panelPrompt, question } from '../panel/support.ts';

const at = (path: string, start: number, uri?: string) => {
  const found = panelPrompt(question('Which is larger?', path));
  const messages = found.prompt.messages.map((message) => ({
    ...message,
    source: { ...message.source, uri: uri ?? found.uri, span: { start, end: start + 1 } },
  }));
  const site = { uri: found.uri, span: { start: 50, end: 60 } };
  return { ...found, prompt: { ...found.prompt, messages, ...(uri === undefined ? {} : { site }) } };
};

describe('prompts to choose from', () => {
  it('stand by the path of their file, then by their place in it', () => {
    const imported = at('code/b.py', 900, 'file:///constants.py');
    const found = [
      at('code/b.py', 80),
      at('step 10.prompt.txt', 0),
      imported,
      at('step 9.prompt.txt', 0),
      at('code/b.py', 7),
      at('ages.prompt.yml', 0),
    ];
    assert.deepEqual(
      inFileOrder(found).map(({ prompt: { lineage, messages } }) => [
        lineage.path,
        messages[0]?.source.span.start,
      ]),
      [
        ['ages.prompt.yml', 0],
        ['code/b.py', 7],
        ['code/b.py', 900],
        ['code/b.py', 80],
        ['step 9.prompt.txt', 0],
        ['step 10.prompt.txt', 0],
      ],
    );
  });
});
