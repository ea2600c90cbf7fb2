import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { analyze } from '../../../src/analyze/analyze.ts';
import { applyEdits } from '../../../src/base/span.ts';
import { encodeEdits } from '../../../src/detect/encode.ts';
import { casesNames } from '../../../src/detect/handles.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { packageGrammars } from '../../../src/detect/node.ts';
import { applyPlacedEdits } from '../../../src/prompt/edit.ts';
import type { PlacedEdit, Prompt } from '../../../src/prompt/types.ts';
import { techniques } from '../../../src/rewrite/techniques/index.ts';
import { caseFormatOf, casesPathCandidates, parseCases } from '../../../src/trials/cases.ts';
import { inputNames } from '../../../src/trials/plan.ts';
import { propose } from '../rewrite/support.ts';

const folder = new URL('../../../samples/', import.meta.url);
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.\w+$/.test(path));
const promptPaths = paths.filter((path) => !/README|\.cases\./.test(path));
const languageIds: Readonly<Record<string, string>> = {
  py: 'python',
  ts: 'typescript',
  js: 'javascript',
  yml: 'yaml',
  md: 'markdown',
};

describe('samples', () => {
  const detector = createInlineDetector(packageGrammars());
  after(() => detector.dispose());

  async function promptsIn(path: string, text: string): Promise<readonly Prompt[]> {
    const languageId = languageIds[path.slice(path.lastIndexOf('.') + 1)] ?? 'plaintext';
    const { prompts, problems } = await detector.open({ uri: `file:///${path}`, languageId, text }, path);
    assert.deepEqual(problems, [], path);
    return prompts;
  }

  const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');

  it('hold a prompt each', async () => {
    for (const path of promptPaths) assert.ok((await promptsIn(path, read(path))).length > 0, path);
  });

  it('show findings of many rules, and in Chinese too', async () => {
    const all = (await Promise.all(promptPaths.map((path) => promptsIn(path, read(path))))).flat();
    const found = new Set(all.flatMap((prompt) => analyze(prompt).map(({ ruleId }) => ruleId)));
    assert.ok(found.size >= 9, [...found].join(', '));
    assert.ok(all.some((prompt) => prompt.language === 'zh' && analyze(prompt).length > 0));
  });

  it('have cases that fit a prompt', async () => {
    const claimed = new Set<string>();
    for (const path of promptPaths) {
      for (const prompt of await promptsIn(path, read(path))) {
        const { stem, symbol } = casesNames(path, prompt.lineage);
        const casesPath = casesPathCandidates(stem, symbol).find((candidate) =>
          existsSync(new URL(candidate, folder)),
        );
        const format = casesPath === undefined ? undefined : caseFormatOf(casesPath);
        if (casesPath === undefined || format === undefined) continue;
        claimed.add(casesPath);
        const { cases, problems } = await parseCases(read(casesPath), format, inputNames(prompt));
        assert.deepEqual(problems, [], casesPath);
        assert.ok(cases.length > 0 && cases.every(({ expected }) => expected !== undefined), casesPath);
      }
    }
    assert.deepEqual([...claimed].sort(), paths.filter((path) => path.includes('.cases.')).sort());
  });

  it('take rewrites into the string they came from', async () => {
    for (const path of promptPaths) {
      const text = read(path);
      const prompts = await promptsIn(path, text);
      for (const [index, prompt] of prompts.entries()) {
        const proposals = await Promise.all(techniques.map(({ id }) => propose(id, prompt)));
        const edits = proposals.flatMap((proposal) => ('refused' in proposal ? [] : [proposal.edits]));
        for (const each of edits) await checkWritten(path, text, prompt, index, each);
      }
    }
  });

  async function checkWritten(
    path: string,
    text: string,
    prompt: Prompt,
    index: number,
    edits: readonly PlacedEdit[],
  ) {
    const written = encodeEdits(prompt, edits).reduce(
      (current, file) => applyEdits(current, file.edits),
      text,
    );
    const found = (await promptsIn(path, written))[index];
    assert.deepEqual(
      found?.messages.map((message) => message.text),
      applyPlacedEdits(prompt, edits).messages.map((message) => message.text),
      path,
    );
  }

  it('are all named in the tour, by links that lead somewhere', () => {
    const tour = read('README.md');
    const links = [...tour.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
    for (const link of links) assert.ok(existsSync(new URL(link, folder)), link);
    for (const path of promptPaths) assert.ok(links.includes(path), `${path} is not in the tour`);
  });
});
