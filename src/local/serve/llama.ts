import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// `node-llama-cpp` is installed at run time into the user's cache, so its types are not at hand when this project
// is compiled. What is used of it is declared here; names and shapes are those of version 3.22.

/** A number of the model's vocabulary. */
export type Token = number & { readonly __token?: never };

export interface LlamaModule {
  getLlama(options: {
    readonly gpu: 'metal' | false;
    readonly build: 'never';
    readonly skipDownload: true;
    readonly logLevel: 'error';
    readonly logger: (level: string, message: string) => void;
  }): Promise<Llama>;
  resolveChatWrapper(model: LlamaModel): ChatWrapper;
  readonly JinjaTemplateChatWrapper: new (options: {
    readonly template: string;
    readonly tokenizer: unknown;
  }) => ChatWrapper;
  /** Thrown by `createContext` where the machine's memory does not hold the context. */
  readonly InsufficientMemoryError: new (
    message?: string,
  ) => Error;
}

export interface Llama {
  readonly cpuMathCores: number;
  loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
}

export interface LlamaModel {
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  readonly fileInfo: {
    readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } };
  };
  detokenize(tokens: readonly Token[], specialTokens: boolean, lastTokens?: readonly Token[]): string;
  createContext(options: {
    readonly sequences: number;
    readonly contextSize: number;
    readonly batchSize: number;
    readonly threads: number;
  }): Promise<LlamaContext>;
}

export interface LlamaContext {
  getSequence(): LlamaSequence;
  dispose(): Promise<void>;
}

export interface LlamaSequence {
  clearHistory(): Promise<void>;
  evaluate(
    tokens: readonly Token[],
    options: {
      readonly temperature: number;
      readonly topK: number;
      readonly topP: number;
      readonly seed: number;
    },
  ): AsyncGenerator<Token, void, void>;
  evaluateWithoutGeneratingNewTokens(tokens: readonly Token[]): Promise<void>;
  saveStateToFile(path: string): Promise<{ readonly fileSize: number }>;
  loadStateFromFile(path: string, risk: { readonly acceptRisk: true }): Promise<void>;
}

export interface ChatWrapper {
  generateContextState(options: { readonly chatHistory: readonly ChatHistoryItem[] }): {
    readonly contextText: { tokenize(tokenizer: unknown): Token[] };
  };
}

export type ChatHistoryItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };

/** Loads the module from the folder the runtime was installed into; rejects where it is missing or incomplete. */
export async function importLlama(runtimeDir: string): Promise<LlamaModule> {
  const entry = join(runtimeDir, 'node_modules', 'node-llama-cpp', 'dist', 'index.js');
  const loaded: unknown = await import(pathToFileURL(entry).href);
  if (!isLlamaModule(loaded)) throw new Error(`${entry} is not node-llama-cpp 3.22`);
  return loaded;
}

function isLlamaModule(loaded: unknown): loaded is LlamaModule {
  const names = ['getLlama', 'resolveChatWrapper', 'JinjaTemplateChatWrapper', 'InsufficientMemoryError'];
  return (
    typeof loaded === 'object' &&
    loaded !== null &&
    names.every((name) => typeof (loaded as Readonly<Record<string, unknown>>)[name] === 'function')
  );
}
