/** What the parent sends once, right after the fork. */
export interface StartMessage {
  readonly modelPath: string;
  readonly modelId: string;
  readonly runtimeDir: string;
  /** An existing folder for temporary files, removed by parent and child alike. */
  readonly stateFolder: string;
  readonly idleMillis: number;
}

/** What the child tells its parent. */
export type ServerMessage =
  | { readonly type: 'ready'; readonly baseUrl: string; readonly token: string }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'idle' };

/** Checks the parent's message; throws where it is anything else. */
export function parseStart(message: unknown): StartMessage {
  const { modelPath, modelId, runtimeDir, stateFolder, idleMillis } = fieldsOf(message);
  const texts = [modelPath, modelId, runtimeDir, stateFolder];
  if (!texts.every((value) => typeof value === 'string') || typeof idleMillis !== 'number')
    throw new Error('not a start message');
  return message as StartMessage;
}

/** Checks the child's message; `undefined` for anything else. */
export function parseServerMessage(message: unknown): ServerMessage | undefined {
  const { type, baseUrl, token, message: text } = fieldsOf(message);
  if (type === 'idle') return { type };
  if (type === 'failed' && typeof text === 'string') return { type, message: text };
  if (type === 'ready' && typeof baseUrl === 'string' && typeof token === 'string')
    return { type, baseUrl, token };
  return undefined;
}

type Fields = Partial<Record<keyof StartMessage | 'type' | 'baseUrl' | 'token' | 'message', unknown>>;

function fieldsOf(message: unknown): Fields {
  return typeof message === 'object' && message !== null ? message : {};
}
