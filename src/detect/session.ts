import { applyEdits, type TextEdit } from '../base/span.ts';
import { defineTexts, phrase } from '../base/text.ts';
import type { Detected, DetectionProblem, SourceFile } from '../prompt/types.ts';
import { breaksParser, CodeFile, NestedTooDeeply, type PromptChange, readModule } from './codeFile.ts';
import { DeadlineExceeded } from './extraction.ts';
import { detectFormat, formatOf } from './formatPrompts.ts';
import { createParserPool, type GrammarSource } from './grammars.ts';
import { mayHoldPrompt } from './hints.ts';
import { isNotebookFile, languageOfFile } from './languageOfFile.ts';
import { FileModules, ModuleReader, type ReadFile } from './modules.ts';
import { placedInNotebook, readNotebook } from './notebook.ts';
import { type FileFinder, noFiles } from './types.ts';

const texts = defineTexts({
  slow: {
    en: 'This file takes more than 2 seconds to read, so its prompts are not shown. Split the file to see them.',
    'zh-cn': '读取此文件超过 2 秒，因此未显示其中的提示词。请拆分该文件。',
  },
  nested: {
    en: 'This file is nested too deeply to be read, so its prompts are not shown. Split long chains and deep blocks to see them.',
    'zh-cn': '此文件嵌套过深，无法读取，因此未显示其中的提示词。请拆分过长的链式表达式和过深的代码块。',
  },
});

/** What changed in a file: prompts kept from before (moved by the edits) or sent anew. */
export interface DetectedChange {
  readonly prompts: readonly PromptChange[];
  readonly problems: readonly DetectionProblem[];
  readonly imports?: readonly string[];
}

/** Keeps the open files and their parse trees. `change` answers with the difference, so that little crosses threads. */
export interface DetectionSession {
  open(file: SourceFile, path: string): Promise<Detected>;
  change(uri: string, edits: readonly TextEdit[]): Promise<DetectedChange>;
  close(uri: string): Promise<void>;
}

interface OpenFile {
  file: SourceFile;
  readonly path: string;
  code: CodeFile | undefined;
  readonly modules: FileModules;
}

/** Modules that import from modules: further than this nobody looks for a prompt. */
const deepestImport = 8;

/** What a session needs of the outside; `onTrap` hears of a parser that failed inside WebAssembly: its memory is better not used again. */
export interface SessionPorts {
  readonly grammars: GrammarSource;
  readonly files?: FileFinder;
  readonly onTrap?: () => void;
}

export function createSession({
  grammars,
  files: finder = noFiles,
  onTrap = () => {},
}: SessionPorts): DetectionSession {
  const pool = createParserPool(grammars);
  const files = new Map<string, OpenFile>();

  /** Kept alive, as the finalisers of their trees would run code that is broken. */
  const abandoned: CodeFile[] = [];

  /** Runs what parses; a failure there leaves no parser or tree in use. */
  const parsing = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      if (breaksParser(thrown)) {
        pool.discard();
        for (const open of files.values()) {
          if (open.code !== undefined) abandoned.push(open.code);
          open.code = undefined;
        }
        onTrap();
      }
      throw thrown;
    }
  };

  const detect = async (open: OpenFile): Promise<Detected> => {
    const { file, path } = open;
    const format = formatOf(path);
    if (format !== undefined) return detectFormat(format, file, path);
    const notebook = isNotebookFile(path, file.languageId) ? await readNotebook(file.text) : undefined;
    const language = languageOfFile(
      notebook === undefined ? path : '',
      notebook?.languageId ?? file.languageId,
    );
    if (language === undefined || !mayHoldPrompt(file.text)) return { prompts: [], problems: [] };
    const parser = await pool.parserFor(language);
    return guarded(file, async () => {
      const { uri } = file;
      const text = notebook?.code ?? file.text;
      const { modules } = open;
      const code = parsing(() => new CodeFile({ uri, path, language }, parser, text, modules));
      open.code = code;
      try {
        await settle(code, modules);
        const prompts = code.prompts();
        if (notebook === undefined) return { prompts, problems: [], ...importsOf(modules) };
        // Its tree is that of the code alone, so that every change is read as a whole.
        giveUp(open, undefined);
        const placed = prompts.map((prompt) => placedInNotebook(prompt, uri, notebook));
        return { prompts: placed, problems: [], ...importsOf(modules) };
      } catch (thrown) {
        giveUp(open, thrown);
        throw thrown;
      }
    });
  };

  const giveUp = (open: OpenFile, thrown: unknown) => {
    if (!breaksParser(thrown)) open.code?.dispose();
    open.code = undefined;
  };

  const readFile: ReadFile = async (file, path) => {
    const { uri, text } = file;
    const language = languageOfFile(path, file.languageId);
    if (language === undefined) return undefined;
    const parser = await pool.parserFor(language);
    try {
      return parsing(() => readModule({ uri, path, language }, parser, text));
    } catch {
      // It has a problem of its own, told where it is opened.
      return undefined;
    }
  };
  const reader = new ModuleReader(finder, readFile);

  const drop = (uri: string) => {
    files.get(uri)?.code?.dispose();
    files.delete(uri);
  };

  const inOrder = createQueues();
  const change = async (uri: string, edits: readonly TextEdit[]): Promise<DetectedChange> => {
    const open = files.get(uri);
    if (open === undefined) return { prompts: [], problems: [] };
    const { code } = open;
    if (code !== undefined) {
      const { modules } = open;
      const before = code.placed;
      try {
        parsing(() => code.apply(edits));
        if (edits.length === 0) {
          modules.forget();
          code.followImports();
        }
        await settle(code, modules);
        open.file = { ...open.file, text: code.text };
        return { prompts: code.changesSince(before), problems: [], ...importsOf(modules) };
      } catch (thrown) {
        giveUp(open, thrown);
      }
    }
    open.file = { ...open.file, text: applyEdits(open.file.text, edits) };
    const { prompts, problems } = await detect(open);
    return { prompts: prompts.map((prompt) => ({ prompt })), problems };
  };

  return {
    open: (file, path) =>
      inOrder(file.uri, () => {
        drop(file.uri);
        const open: OpenFile = {
          file,
          path,
          code: undefined,
          modules: new FileModules(reader, { uri: file.uri, path }),
        };
        files.set(file.uri, open);
        return detect(open);
      }),
    change: (uri, edits) => inOrder(uri, () => change(uri, edits)),
    close: (uri) => inOrder(uri, async () => drop(uri)),
  };
}

/** Reads modules and follows the names into them until nothing is missing. */
async function settle(code: CodeFile, modules: FileModules): Promise<void> {
  for (let round = 0; modules.isWanting && round < deepestImport; round++) {
    await modules.load();
    code.followImports();
  }
}

function importsOf({ uris }: FileModules): Pick<Detected, 'imports'> {
  return uris.length === 0 ? {} : { imports: uris };
}

/** Runs the work on one file in the order it was asked for, while a grammar is still loading. */
function createQueues(): <T>(uri: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return (uri, work) => {
    const result = (tails.get(uri) ?? Promise.resolve()).then(work);
    const tail = result.catch(() => {});
    tails.set(uri, tail);
    void tail.then(() => {
      if (tails.get(uri) === tail) tails.delete(uri);
    });
    return result;
  };
}

/** A file that takes too long or nests too deeply becomes a problem instead of a hang or a crash. */
async function guarded(file: SourceFile, work: () => Promise<Detected>): Promise<Detected> {
  const span = { start: 0, end: Math.min(file.text.length, 1) };
  try {
    return await work();
  } catch (thrown) {
    const code = problemCode(thrown);
    if (code === undefined) throw thrown;
    const sentence = code === 'file-too-slow' ? texts.slow : texts.nested;
    return { prompts: [], problems: [{ code, phrase: phrase(sentence), span }] };
  }
}

/** A stack that is full shows as a `RangeError`, or as a trap where the parser's own stack is meant. */
function problemCode(thrown: unknown): string | undefined {
  if (thrown instanceof DeadlineExceeded) return 'file-too-slow';
  return thrown instanceof NestedTooDeeply || breaksParser(thrown) ? 'file-too-deep' : undefined;
}
