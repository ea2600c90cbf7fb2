import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../analyze/rules/index.ts';
import { createLineMap } from '../base/lineMap.ts';
import { phrase, say } from '../base/text.ts';
import { type Project, type ProjectFile, projectFor } from '../config/project.ts';
import { parseProject } from '../config/projectFile.ts';
import { projectFileName } from '../config/projectTable.ts';
import { readTextFile, slashed, type TextFile } from './files.ts';
import { type Terminal, tell } from './terminal.ts';
import { texts } from './texts.ts';
import { workspaceOf } from './workspace.ts';

type Values = ProjectFile['values'];

/** Each file is read, and what is wrong in it told, once per call of the program. */
const readFiles = new WeakMap<Terminal, Map<string, Promise<Values | undefined>>>();

/** What the `promptquorum.yml` files above a file say, up to the folder its prompts are named by. */
export async function projectOf(file: Pick<TextFile, 'location'>, terminal: Terminal): Promise<Project> {
  const { uri, path } = await workspaceOf(file, terminal.cwd);
  const root = fileURLToPath(uri);
  const files: ProjectFile[] = [];
  for (const folder of foldersAbove(path)) {
    const values = await valuesIn(resolve(root, folder), terminal);
    if (values !== undefined) files.push({ folder, values });
  }
  return projectFor(path, files);
}

/** The folders of a path with `/`, the outermost (empty) first. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

function valuesIn(folder: string, terminal: Terminal): Promise<Values | undefined> {
  const known = readFiles.get(terminal) ?? new Map<string, Promise<Values | undefined>>();
  readFiles.set(terminal, known);
  const values = known.get(folder) ?? readValues(join(folder, projectFileName), terminal);
  known.set(folder, values);
  return values;
}

async function readValues(location: string, terminal: Terminal): Promise<Values | undefined> {
  const file = await readTextFile(location, terminal);
  const shown = slashed(relative(terminal.cwd, location));
  if (!('source' in file)) {
    if (file.text !== texts.notFound)
      tell(terminal, phrase(texts.skipped, { path: shown, reason: say(file, terminal.locale) }));
    return undefined;
  }
  const { values, problems } = parseProject(
    file.source.text,
    rules.map(({ id }) => id),
  );
  const lines = createLineMap(file.source.text);
  for (const { span, phrase: sentence } of problems) {
    const line = lines.positionAt(span.start).line + 1;
    tell(terminal, phrase(texts.problemAt, { path: shown, line, message: say(sentence, terminal.locale) }));
  }
  return values;
}
