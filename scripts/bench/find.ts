// Prints what detection finds in files without a prompt, and which messages it misses among snippets with every prompt marked.
// `node scripts/bench/find.ts FOLDER` looks at the files of another folder without prompts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { languageIdOf } from '../../src/detect/handles.ts';
import { createInlineDetector } from '../../src/detect/inline.ts';
import { languageOfFile } from '../../src/detect/languageOfFile.ts';
import { packageGrammars } from '../../src/detect/node.ts';
import { findsOf } from '../../src/prompt/ownText.ts';
import { inProject } from '../project.ts';

const mostFalseFinds = 2;

interface Found {
  readonly origin: string;
  readonly role: string;
  readonly text: string;
}

interface Marked {
  readonly path: string;
  readonly text: string;
  readonly finds: readonly Found[];
}

const detector = createInlineDetector(packageGrammars());

/** What a user would see of a file: its messages with words of their own. */
async function findsIn(path: string, text: string): Promise<readonly Found[]> {
  const uri = `file:///${path}`;
  const languageId = languageIdOf(path);
  const { prompts } = await detector.open({ uri, languageId, text }, path);
  await detector.close(uri);
  const isCode = languageOfFile(path, languageId) !== undefined;
  return prompts.flatMap((prompt) =>
    (isCode ? findsOf(prompt) : prompt.messages).map(({ role, text }) => ({
      origin: prompt.origin,
      role,
      text,
    })),
  );
}

async function falseFinds(folder: string): Promise<number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  let count = 0;
  for (const path of paths.sort()) {
    const shown = path.slice(folder.length + 1).replaceAll('\\', '/');
    for (const { origin, role, text } of await findsIn(shown, readFileSync(path, 'utf8'))) {
      count++;
      console.log(`  ${shown}: ${role}, ${origin}: ${JSON.stringify(text.slice(0, 70))}`);
    }
  }
  console.log(
    `${count} false finds in ${paths.length} files without a prompt (aim: at most ${mostFalseFinds} in 100)`,
  );
  return count;
}

async function recall(): Promise<void> {
  const file = inProject('test', 'cases', 'detect', 'positives.yaml');
  const samples = parse(readFileSync(file, 'utf8')) as readonly Marked[];
  let marked = 0;
  let found = 0;
  for (const { path, text, finds } of samples) {
    const seen = await findsIn(path, text);
    marked += finds.length;
    found += finds.filter((find) =>
      seen.some((each) => each.role === find.role && each.text.startsWith(find.text)),
    ).length;
  }
  console.log(`${found} of ${marked} marked messages found in ${samples.length} snippets`);
}

const [folder = inProject('test', 'cases', 'detect', 'tempting')] = process.argv.slice(2);
const wrong = await falseFinds(folder);
await recall();
detector.dispose();
process.exitCode = wrong > mostFalseFinds ? 1 : 0;
