/** Where diagnostics of the tool itself go. Never give it a key, a whole prompt or a whole reply. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
