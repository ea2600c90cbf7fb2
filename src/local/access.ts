import type { Disposable } from '../base/disposable.ts';
import { createLocalModel, type LocalModel } from './process.ts';
import { builtInModelState, ensureBuiltInModel, type SetupOptions } from './setup.ts';
import { localError } from './texts.ts';

/** The built-in model for a front end that stays open: looked for when asked, started on first use, set up on request. */
export interface LocalAccess extends Disposable {
  /** Its process, not started yet; `undefined` where the model is not set up. */
  server(): Promise<LocalModel | undefined>;
  /** Like `server`, but rejects with the sentence that says how to set the model up. */
  required(): Promise<LocalModel>;
  /** Fetches what is missing. */
  setUp(options: Omit<SetupOptions, 'modelPath'>): Promise<void>;
}

/** `modelPath` is the user's own GGUF file, read anew each time because it is a setting; `undefined` means the built-in model. */
export function createLocalAccess(options: {
  readonly serverEntry: URL;
  readonly modelPath: () => string | undefined;
}): LocalAccess {
  const { serverEntry, modelPath } = options;
  let made: { readonly path: string; readonly model: LocalModel } | undefined;
  const server = async () => {
    const { ready } = await builtInModelState({ modelPath: modelPath() });
    if (ready === undefined) return undefined;
    if (made?.path === ready.modelPath) return made.model;
    made?.model.dispose();
    made = { path: ready.modelPath, model: createLocalModel({ serverEntry, ...ready }) };
    return made.model;
  };
  return {
    server,
    async required() {
      const model = await server();
      if (model === undefined) throw localError('local.model-not-set-up');
      return model;
    },
    async setUp(setup) {
      await ensureBuiltInModel({ ...setup, modelPath: modelPath() });
    },
    dispose: () => made?.model.dispose(),
  };
}
