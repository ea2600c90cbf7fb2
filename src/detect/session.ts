import { applyEdits, type TextEdit } from '../base/span.ts';
import { defineTexts, phrase } from '../base/text.ts';
import type { Detected, DetectionProblem, SourceFile } from '../prompt/types.ts';
import { breaksParser, CodeFile, NestedTooDeeply, type PromptChange } from './codeFile.ts';
import { DeadlineExceeded } from './extract.ts';
import { detectFormat, formatOf } from './formatPrompts.ts';
import { createParserPool, type GrammarSource } from './grammars.ts';
import { mayHoldPrompt } from './hints.ts';
import { languageOfFile } from './languageOfFile.ts';

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
}

/** `onTrap` hears of a parser that failed inside WebAssembly: its memory is better not used again. */
export function createSession(grammars: GrammarSource, onTrap: () => void = () => {}): DetectionSession {
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
    const language = languageOfFile(path, file.languageId);
    if (language === undefined || !mayHoldPrompt(file.text)) return { prompts: [], problems: [] };
    const parser = await pool.parserFor(language);
    return guarded(file, () => {
      const code = parsing(() => new CodeFile(language, parser, file.uri, path, file.text));
      const prompts = code.prompts();
      open.code = code;
      return { prompts, problems: [] };
    });
  };

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
      try {
        const prompts = parsing(() => code.change(edits));
        open.file = { ...open.file, text: code.text };
        return { prompts, problems: [] };
      } catch (thrown) {
        if (!breaksParser(thrown)) code.dispose();
        open.code = undefined;
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
        const open: OpenFile = { file, path, code: undefined };
        files.set(file.uri, open);
        return detect(open);
      }),
    change: (uri, edits) => inOrder(uri, () => change(uri, edits)),
    close: (uri) => inOrder(uri, async () => drop(uri)),
  };
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
function guarded(file: SourceFile, work: () => Detected): Detected {
  const span = { start: 0, end: Math.min(file.text.length, 1) };
  try {
    return work();
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
