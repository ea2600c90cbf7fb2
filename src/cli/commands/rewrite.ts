import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import { ProblemError } from '../../base/problem.ts';
import { applyEdits } from '../../base/span.ts';
import { phrase, say } from '../../base/text.ts';
import { holeNames } from '../../prompt/holes.ts';
import { titleWithSource } from '../../rewrite/summary.ts';
import { techniques } from '../../rewrite/techniques/index.ts';
import type { Proposal } from '../../rewrite/types.ts';
import { casesFor } from '../casesFile.ts';
import { type ChosenPrompt, choosePrompt } from '../choosePrompt.ts';
import { type Command, sharedOptions } from '../command.ts';
import { readNamedFile, type TextFile, writeTextFile } from '../files.ts';
import { withServices } from '../inspectFiles.ts';
import { modelRefOf } from '../models.ts';
import type { Arguments } from '../options.ts';
import type { Services } from '../services.ts';
import { exit, style, type Terminal, tell, usageError } from '../terminal.ts';
import { texts } from '../texts.ts';

const synopsis = 'FILE[:LINE] --technique ID [--write|--diff] [--model M [--base-url URL]]';
const ids = techniques.map(({ id }) => id);

/** `rewrite`: rewrites one prompt by one technique, as a diff or into its file. */
export const rewrite: Command = {
  name: 'rewrite',
  synopsis,
  text: { en: 'Rewrite a prompt by a technique', 'zh-cn': '用一种技术改写提示词' },
  options: [
    { name: 'technique', value: 'ID', text: { en: 'One of those below', 'zh-cn': '下列技术之一' } },
    { name: 'diff', text: { en: 'Print the change (default)', 'zh-cn': '输出改动（默认）' } },
    { name: 'write', text: { en: 'Write the change into the file', 'zh-cn': '将改动写入文件' } },
    {
      name: 'model',
      value: 'M',
      text: {
        en: 'Let this model write it; without one it is made offline',
        'zh-cn': '由该模型改写；不指定则离线生成',
      },
    },
    sharedOptions.baseUrl,
    {
      name: 'cases',
      value: 'FILE',
      text: {
        en: 'Cases file to take examples from (default: the one beside the prompt)',
        'zh-cn': '用来选取示例的用例文件（默认：提示词旁的用例文件）',
      },
    },
  ],
  notes: {
    en: techniques.map((technique) => `${technique.id}: ${titleWithSource(technique).en}`).join('\n'),
    'zh-cn': techniques
      .map((technique) => `${technique.id}：${titleWithSource(technique)['zh-cn']}`)
      .join('\n'),
  },
  async run(args, terminal) {
    const [written, ...more] = args.positionals;
    if (written === undefined || more.length > 0) {
      throw usageError(phrase(texts.oneFile, { command: 'rewrite', synopsis }));
    }
    if (args.has('write') && args.has('diff')) {
      throw usageError(phrase(texts.notBoth, { one: '--write', other: '--diff' }));
    }
    const technique = args.text('technique');
    if (technique === undefined) {
      throw usageError(phrase(texts.missingTechnique, { ids }));
    }
    return withServices(terminal, (services) => rewriteOne(written, technique, args, services, terminal), {
      baseUrl: args.text('base-url'),
    });
  },
};

async function rewriteOne(
  written: string,
  technique: string,
  args: Arguments,
  services: Services,
  terminal: Terminal,
): Promise<number> {
  const chosen = await choosePrompt(written, services, terminal);
  const proposal = await propose(technique, chosen, args, services, terminal);
  const changes = (await rewritten(chosen, proposal, services, terminal)).filter(
    ({ file, text }) => text !== file.source.text,
  );
  if (changes.length === 0) throw usageError(phrase(texts.unchanged, { technique }));
  for (const note of proposal.notes ?? []) tell(terminal, note);
  if (args.has('write')) {
    const title = say(proposal.title, terminal.locale);
    for (const { file, text } of changes) {
      await writeTextFile(file, text, terminal);
      tell(terminal, phrase(texts.written, { path: file.path, title }));
    }
  } else {
    tell(terminal, proposal.title);
    for (const { file, text } of changes) {
      const path = patchPath(file.path, terminal.cwd);
      terminal.out.write(
        colored(createTwoFilesPatch(`a/${path}`, `b/${path}`, file.source.text, text), terminal),
      );
    }
  }
  return exit.fine;
}

/** The path as `git apply` and `patch -p1` want it: from here, or from the root for files elsewhere. */
function patchPath(path: string, cwd: string): string {
  const fromHere = relative(cwd, resolve(cwd, path));
  const inside = fromHere !== '' && !fromHere.startsWith('..') && !isAbsolute(fromHere);
  return (inside ? fromHere : resolve(cwd, path)).replaceAll('\\', '/').replace(/^\//, '');
}

type Offered = Exclude<Proposal, { readonly refused: unknown }>;

async function propose(
  technique: string,
  chosen: ChosenPrompt,
  args: Arguments,
  { core }: Services,
  terminal: Terminal,
): Promise<Offered> {
  const cases = await casesFor(chosen, holeNames(chosen.prompt.messages), args.text('cases'), terminal);
  const model = args.text('model');
  const options = { baseUrl: args.text('base-url') };
  const ask = model === undefined ? {} : { ask: core.askOf(modelRefOf(model, options, terminal.env)) };
  const proposal = await core.propose(
    technique,
    chosen.prompt,
    { cases: cases?.cases ?? [], ...ask },
    terminal.signal,
  );
  if ('refused' in proposal) throw new ProblemError({ code: 'refused', phrase: proposal.refused });
  return proposal;
}

/** A file and its whole text after the rewrite. */
interface RewrittenFile {
  readonly file: TextFile;
  readonly text: string;
}

/** The files of a rewrite: the prompt's own, and those that its texts are imported from. */
async function rewritten(
  { file, prompt }: ChosenPrompt,
  { edits }: Offered,
  { core }: Services,
  terminal: Terminal,
): Promise<readonly RewrittenFile[]> {
  const changed: RewrittenFile[] = [];
  for (const { uri, edits: own } of core.encode(prompt, edits)) {
    const path = uri === file.source.uri ? undefined : relative(terminal.cwd, fileURLToPath(uri));
    const target = path === undefined ? file : await readNamedFile(path, terminal);
    changed.push({ file: target, text: applyEdits(target.source.text, own) });
  }
  return changed;
}

function colored(patch: string, { out }: Terminal): string {
  const lines = patch.split('\n').filter((line) => !line.startsWith('====='));
  return lines
    .map((line) =>
      line.startsWith('+')
        ? style(out, 'green', line)
        : line.startsWith('-')
          ? style(out, 'red', line)
          : line,
    )
    .join('\n');
}
