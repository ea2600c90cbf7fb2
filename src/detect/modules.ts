import type { SourceFile } from '../prompt/types.ts';
import type { FactTable } from './factTable.ts';
import { isNotebookCell } from './languageOfFile.ts';
import type { FileFinder } from './types.ts';

/** The key of everything that was found through an import. */
export const importKey = 'import';

/** What is known of the files that one file imports from. */
export interface Modules {
  /** The facts of a module as imported by a file; `undefined` where there is none, or none is known yet. */
  imported(module: string, from: FactTable): FactTable | undefined;
  /** The facts of the files whose names hold here without an import, the nearest first; empty while none is known yet. */
  earlier(): readonly FactTable[];
  /** The facts of a file that an import led to. */
  tableOf(uri: string): FactTable | undefined;
  textOf(uri: string): string;
  /** True where the text that begins there is a prompt by itself in its own file. */
  isFound(uri: string, start: number): boolean;
}

/** For a file that is looked at by itself. */
export const noModules: Modules = {
  imported: () => undefined,
  earlier: () => [],
  tableOf: () => undefined,
  textOf: () => '',
  isFound: () => false,
};

/** A file that others import from, as read. */
export interface ReadModule {
  readonly text: string;
  readonly table: FactTable;
  /** Where the texts begin that are prompts by themselves. */
  readonly found: ReadonlySet<number>;
}

/** Reads a file of the workspace; `undefined` where it cannot be parsed. */
export type ReadFile = (file: SourceFile, path: string) => Promise<ReadModule | undefined>;

/** Larger files are data. */
const longestModule = 1_000_000;
/** One prompt draws on few files; what wants more is a walk through the workspace. */
const mostModules = 40;
const mostKept = 200;

/** Finds and reads modules for all open files; what did not change is not parsed again. */
export class ModuleReader {
  readonly #files: FileFinder;
  readonly #readFile: ReadFile;
  readonly #read = new Map<string, ReadModule>();

  constructor(files: FileFinder, readFile: ReadFile) {
    this.#files = files;
    this.#readFile = readFile;
  }

  /** The module that a file means. */
  async read(module: string, { file }: FactTable): Promise<ReadModule | undefined> {
    const { uri, path, language } = file;
    const paths = language.moduleFiles(module, path);
    if (paths.length === 0) return undefined;
    const up = '../'.repeat(path.split('/').length - 1);
    const found = await this.#files.first(
      uri,
      paths.map((each) => up + each),
    );
    if (found === undefined || found.file.text.length > longestModule) return undefined;
    return this.#parsed(found.file, paths[found.index] ?? path);
  }

  /** The files whose names hold in one without an import. */
  async earlier(uri: string, path: string): Promise<readonly ReadModule[]> {
    const found = await this.#files.earlier(uri);
    const short = found.filter(({ text }) => text.length <= longestModule).slice(0, mostModules);
    const read = await Promise.all(short.map((file) => this.#parsed(file, path)));
    return read.filter((module) => module !== undefined);
  }

  async #parsed(file: SourceFile, path: string): Promise<ReadModule | undefined> {
    const known = this.#read.get(file.uri);
    this.#read.delete(file.uri);
    const read = known?.text === file.text ? known : await this.#readFile(file, path);
    if (read === undefined) return undefined;
    this.#read.set(file.uri, read);
    for (const oldest of this.#read.keys()) if (this.#read.size > mostKept) this.#read.delete(oldest);
    return read;
  }
}

/** The modules of one open file. Look-ups answer at once; what they missed is read by {@link load}. */
export class FileModules implements Modules {
  readonly #reader: ModuleReader;
  readonly #uri: string;
  readonly #path: string;
  readonly #found = new Map<string, ReadModule | undefined>();
  readonly #byUri = new Map<string, ReadModule>();
  readonly #wanted = new Map<string, { readonly module: string; readonly from: FactTable }>();
  #earlier: readonly FactTable[] | 'unknown' | 'wanted';

  /** `path` is that of the file `uri` in the workspace. */
  constructor(reader: ModuleReader, { uri, path }: { readonly uri: string; readonly path: string }) {
    this.#reader = reader;
    this.#uri = uri;
    this.#path = path;
    this.#earlier = isNotebookCell(uri) ? 'unknown' : [];
  }

  /** The files that imports led to. */
  get uris(): readonly string[] {
    return [...this.#byUri.keys()];
  }

  get isWanting(): boolean {
    return this.#wanted.size > 0 || this.#earlier === 'wanted';
  }

  imported(module: string, from: FactTable): FactTable | undefined {
    const key = `${from.file.uri} ${module}`;
    if (!this.#found.has(key) && this.#found.size + this.#wanted.size < mostModules)
      this.#wanted.set(key, { module, from });
    return this.#found.get(key)?.table;
  }

  earlier(): readonly FactTable[] {
    if (this.#earlier === 'unknown') this.#earlier = 'wanted';
    return typeof this.#earlier === 'string' ? [] : this.#earlier;
  }

  tableOf(uri: string): FactTable | undefined {
    return this.#byUri.get(uri)?.table;
  }

  textOf(uri: string): string {
    return this.#byUri.get(uri)?.text ?? '';
  }

  isFound(uri: string, start: number): boolean {
    return this.#byUri.get(uri)?.found.has(start) ?? false;
  }

  /** Reads the modules that were asked for and not known. */
  async load(): Promise<void> {
    for (const [key, { module, from }] of [...this.#wanted]) {
      const read = await this.#reader.read(module, from);
      this.#wanted.delete(key);
      this.#found.set(key, read);
      if (read !== undefined) this.#byUri.set(read.table.file.uri, read);
    }
    if (this.#earlier !== 'wanted') return;
    const read = await this.#reader.earlier(this.#uri, this.#path);
    this.#earlier = read.map(({ table }) => table);
    for (const module of read) this.#byUri.set(module.table.file.uri, module);
  }

  /** Forgets everything, so that it is read again. */
  forget(): void {
    this.#found.clear();
    this.#byUri.clear();
    this.#wanted.clear();
    if (isNotebookCell(this.#uri)) this.#earlier = 'unknown';
  }
}
