import ignore from 'ignore';
import type { Prompt } from '../prompt/types.ts';
import type { ProjectValues } from './projectTable.ts';
import type { SeverityChoice } from './settings.ts';

/** A `promptquorum.yml` and its folder, relative to the workspace with `/`; the workspace itself is empty. */
export interface ProjectFile {
  readonly folder: string;
  readonly values: ProjectValues;
}

/** What the files above a path say together. */
export interface Project {
  readonly severities: Readonly<Record<string, SeverityChoice>>;
  /** Names of the models the prompts are for, the one to ask where none is chosen first. */
  readonly models: readonly string[];
  /** Where cases are looked for: `folder` holds them, by the prompt's path relative to `base`. Both count from the workspace. */
  readonly cases?: { readonly base: string; readonly folder: string };
  /** True where the file is not to be searched for prompts. */
  readonly isExcluded: boolean;
  /** True for a prompt that the project says is none. */
  ignores(prompt: NamedPrompt): boolean;
}

/** What an entry of `ignore` tells a prompt by. */
export type NamedPrompt = Pick<Prompt, 'id' | 'messages'>;

/** What holds where no file says anything. */
export const noProject: Project = { severities: {}, models: [], isExcluded: false, ignores: () => false };

/**
 * Joins the files that lie above `path`, a file's path in the workspace. The nearest one decides key by key and rule by
 * rule; `exclude` and `ignore` add up.
 */
export function projectFor(path: string, files: readonly ProjectFile[]): Project {
  const above = files
    .filter(({ folder }) => isIn(path, folder))
    .sort((a, b) => a.folder.length - b.folder.length);
  return above.reduce((outer, file) => joined(outer, file, inFolder(path, file.folder)), noProject);
}

/** Leaves out the prompts that the project says are none, with their findings. */
export function withoutIgnored<
  T extends {
    readonly prompts: readonly NamedPrompt[];
    readonly findings: readonly { readonly finding: { readonly promptId: string } }[];
  },
>(inspection: T, { ignores }: Project): T {
  const prompts = inspection.prompts.filter((prompt) => !ignores(prompt));
  if (prompts.length === inspection.prompts.length) return inspection;
  const kept = new Set(prompts.map(({ id }) => id));
  const findings = inspection.findings.filter(({ finding }) => kept.has(finding.promptId));
  return { ...inspection, prompts, findings };
}

/**
 * How `ignore` names a prompt of a file: `path` is relative to the folder of `promptquorum.yml`. A text with a name of its own is
 * told by that (`isNamed`), others by how they begin, as their number changes with those before them.
 */
export function ignoreEntry(path: string, prompt: NamedPrompt, isNamed: boolean): string {
  const name = `${path}#${symbolOf(prompt)}`;
  return isNamed ? name : `${name} "${openingOf(prompt)}"`;
}

/** True where an entry means a prompt of the file at `path`. */
export function isIgnoredBy(entry: string, path: string, prompt: NamedPrompt): boolean {
  const name = `${path}#${symbolOf(prompt)}`;
  if (entry === name || entry === `${path}#${prompt.id}`) return true;
  const opening =
    entry.startsWith(`${name} "`) && entry.endsWith('"') ? entry.slice(name.length + 2, -1) : '';
  return opening !== '' && openingOf(prompt).startsWith(opening);
}

function symbolOf({ id }: NamedPrompt): string {
  return id.replace(/#\d+$/, '');
}

/** The first words of a prompt, white space folded. */
function openingOf({ messages }: NamedPrompt): string {
  const text = messages.map((message) => message.text).join(' ');
  return text.replace(/\s+/g, ' ').trim().slice(0, 60).trim();
}

/** A path in the workspace as the cases folder holds it: `cases` replaces the base. */
export function casesStem(stem: string, { cases }: Pick<Project, 'cases'>): string | undefined {
  if (cases === undefined || !isIn(stem, cases.base)) return undefined;
  return `${cases.folder}/${inFolder(stem, cases.base)}`;
}

function joined(outer: Project, { folder, values }: ProjectFile, path: string): Project {
  const { rules, models, cases, exclude = [], ignore: ignored = [] } = values;
  return {
    ...outer,
    severities: { ...outer.severities, ...rules },
    ...(models && { models }),
    ...(cases && { cases: { base: folder, folder: folder === '' ? cases : `${folder}/${cases}` } }),
    isExcluded:
      outer.isExcluded ||
      ignore({ allowRelativePaths: true })
        .add([...exclude])
        .ignores(path),
    ignores: (prompt) => outer.ignores(prompt) || ignored.some((entry) => isIgnoredBy(entry, path, prompt)),
  };
}

function isIn(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function inFolder(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}
