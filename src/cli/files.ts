import { randomUUID } from 'node:crypto';
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Phrase, phrase, say } from '../base/text.ts';
import { languageIdOf } from '../detect/handles.ts';
import type { SourceFile } from '../prompt/types.ts';
import { type Terminal, usageError } from './terminal.ts';
import { texts } from './texts.ts';

/** A file as read: `path` as the user would write it, with forward slashes. */
export interface TextFile {
  readonly path: string;
  /** Absolute, in the system's own spelling. */
  readonly location: string;
  readonly source: SourceFile;
  readonly byteOrderMark: boolean;
}

/** Larger files are data or bundles, not something anybody wrote. */
export const mostBytes = 5_000_000;

/** Reads a text file, or says in a few words why it is not one. */
export async function readTextFile(path: string, { cwd }: Pick<Terminal, 'cwd'>): Promise<TextFile | Phrase> {
  const location = resolve(cwd, path);
  try {
    if ((await stat(location)).size > mostBytes) return phrase(texts.isHuge, { megabytes: mostBytes / 1e6 });
    return decoded(path, location, await readFile(location));
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

/** The same for a file the user named: throws a usage `ProblemError` where it cannot be read. */
export async function readNamedFile(path: string, terminal: Terminal): Promise<TextFile> {
  const file = await readTextFile(path, terminal);
  if ('source' in file) return file;
  throw cannotRead(path, file, terminal);
}

/** The sentence for a named file that cannot be read. */
export function cannotRead(path: string, reason: Phrase, { locale }: Pick<Terminal, 'locale'>) {
  return usageError(phrase(texts.cannotRead, { path, reason: say(reason, locale) }));
}

/** Replaces a file's text in one step, so that no reader and no crash sees half of it; mode and byte order mark stay. */
export async function writeTextFile(file: TextFile, text: string, terminal: Terminal): Promise<void> {
  try {
    const target = await realpath(file.location);
    const draft = join(dirname(target), `.${randomUUID()}.tmp`);
    try {
      await writeFile(draft, (file.byteOrderMark ? '\ufeff' : '') + text);
      await chmod(draft, (await stat(target)).mode);
      await rename(draft, target);
    } finally {
      await rm(draft, { force: true });
    }
  } catch (thrown) {
    const reason = say(reasonOf(thrown), terminal.locale);
    throw usageError(phrase(texts.cannotWrite, { path: file.path, reason }));
  }
}

/** A few words on why the file system refused. */
export function reasonOf(thrown: unknown): Phrase {
  const code = (thrown as { readonly code?: unknown } | null)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return phrase(texts.notFound);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return phrase(texts.notAllowed);
  if (code === 'EISDIR') return phrase(texts.isFolder);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return phrase({ en: message, 'zh-cn': message });
}

/** A path with forward slashes, on every system. */
export function slashed(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

function decoded(path: string, location: string, bytes: Uint8Array): TextFile | Phrase {
  const text = utf8Of(bytes);
  if (text === undefined) return phrase(texts.isBinary);
  const byteOrderMark = text.startsWith('\ufeff');
  return {
    path: slashed(path),
    location,
    byteOrderMark,
    source: {
      uri: pathToFileURL(location).href,
      languageId: languageIdOf(path),
      text: byteOrderMark ? text.slice(1) : text,
    },
  };
}

function utf8Of(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
