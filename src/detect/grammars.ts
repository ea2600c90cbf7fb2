import type { Language as Grammar, Parser } from 'web-tree-sitter';
import type { Language } from './languages/types.ts';

/** Where the bytes of the parser and its grammars come from: a folder, a bundle, a web server. */
export interface GrammarSource {
  /** The bytes of a WebAssembly file, such as `web-tree-sitter.wasm` or `tree-sitter-python.wasm`. */
  read(fileName: string): Promise<Uint8Array>;
}

/** Loads parsers on first use; one parser per language. */
export interface ParserPool {
  parserFor(language: Language): Promise<Parser>;
  /** Gives up all parsers and grammars, for when one of them failed inside: the next files get new ones. */
  discard(): void;
}

export function createParserPool(source: GrammarSource): ParserPool {
  const parsers = new Map<string, Promise<Parser>>();
  /** Kept alive: the finaliser of a parser that failed would run its broken code once more. */
  const discarded: Promise<Parser>[] = [];
  const runtime = once(async () => {
    const { Parser, Language } = await import('web-tree-sitter');
    await Parser.init({ wasmBinary: await source.read('web-tree-sitter.wasm') });
    return { Parser, Language };
  });
  const load = async ({ grammar }: Language): Promise<Parser> => {
    const { Parser, Language } = await runtime();
    const loaded: Grammar = await Language.load(await source.read(`tree-sitter-${grammar}.wasm`));
    return new Parser().setLanguage(loaded);
  };
  return {
    parserFor(language) {
      const parser = parsers.get(language.grammar) ?? load(language);
      parsers.set(language.grammar, parser);
      parser.catch(() => parsers.delete(language.grammar));
      return parser;
    },
    discard() {
      discarded.push(...parsers.values());
      parsers.clear();
    },
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
