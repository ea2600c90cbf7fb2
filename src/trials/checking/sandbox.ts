import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { CheckedCase } from '../types.ts';

/** What an expression gave: a truth value, an error of its own, or nothing because it ran out of time or memory. */
export type ScriptResult =
  | { readonly type: 'value'; readonly value: boolean }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'stopped' };

/** Evaluates an expression on a reply. Synchronous. */
export type Script = (reply: string, testCase: CheckedCase) => ScriptResult;

const mostMillis = 200;
const mostBytes = 16 << 20;
const stackBytes = 256 << 10;

/**
 * Makes an expression callable in a WebAssembly sandbox that knows JavaScript's own objects and nothing else: no files, no
 * network, no timers. Every call has a new world, so that no reply sees what another left.
 */
export async function createScript(expression: string): Promise<Script> {
  const [{ newQuickJSWASMModuleFromVariant }, { default: variant }] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-singlefile-browser-release-sync'),
  ]);
  const engine = await newQuickJSWASMModuleFromVariant(variant);
  // Whoever ran out of time once does so again; a sandbox that failed to close may not be used again either.
  let isOver = false;
  return (reply, { inputs, expected }) => {
    if (isOver) return { type: 'stopped' };
    try {
      const result = evaluate(engine, expression, { reply, inputs, expected });
      if (result.type === 'stopped') isOver = true;
      return result;
    } catch {
      isOver = true;
      return { type: 'stopped' };
    }
  };
}

function evaluate(engine: QuickJSWASMModule, expression: string, world: object): ScriptResult {
  const runtime = engine.newRuntime({ memoryLimitBytes: mostBytes, maxStackSizeBytes: stackBytes });
  const end = Date.now() + mostMillis;
  runtime.setInterruptHandler(() => Date.now() > end);
  const context = runtime.newContext();
  try {
    const result = context.evalCode(programOf(expression, world));
    if (result.error) return failureOf(result.error.consume((handle): unknown => context.dump(handle)));
    const value = result.value.consume((handle) => context.dump(handle) === true);
    return { type: 'value', value };
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

/** The result is made a truth value inside, so that nothing else has to leave the sandbox. */
function programOf(expression: string, world: object): string {
  const data = JSON.stringify(JSON.stringify(world));
  return `const { reply, inputs, expected } = JSON.parse(${data});
((value) => {
  if (value instanceof Promise) throw new TypeError('the expression gives a promise');
  return Boolean(value);
})((${expression}
))`;
}

function failureOf(error: unknown): ScriptResult {
  const { name = 'Error', message = '' } = error as { readonly name?: string; readonly message?: string };
  const isStopped = name === 'InternalError' && /interrupted|out of memory/.test(message);
  return isStopped ? { type: 'stopped' } : { type: 'error', message: `${name}: ${message}` };
}
