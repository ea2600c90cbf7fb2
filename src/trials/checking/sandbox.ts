import type { QuickJSContext, QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { CheckedCase } from '../types.ts';

/** What an expression gave: a truth value, an error of its own, or nothing because it ran out of time (`late`) or memory. */
export type ScriptResult =
  | { readonly type: 'value'; readonly value: boolean }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'late' | 'stopped' };

/** Evaluates an expression on a reply. Synchronous. */
export type Script = (reply: string, testCase: CheckedCase) => ScriptResult;

const mostMillis = 200;
const mostBytes = 16 << 20;
const stackBytes = 256 << 10;

/** One for all expressions, since each call has a world of its own; given up when it broke. */
let running: Promise<QuickJSWASMModule> | undefined;

/**
 * Makes an expression callable in a WebAssembly sandbox that knows JavaScript's own objects and nothing else: no files, no
 * network, no timers. What is no expression is told at once; nothing of it is run until it is called.
 */
export async function createScript(
  expression: string,
): Promise<Script | { readonly type: 'error'; readonly message: string }> {
  const engine = await startEngine();
  const read = inEngine(engine, (context) => {
    const result = context.evalCode(programOf(expression, {}), 'check.js', { compileOnly: true });
    if (result.error) return failureOf(result.error.consume((handle): unknown => context.dump(handle)));
    result.value.dispose();
    return undefined;
  });
  if (read?.type === 'error') return { type: 'error', message: read.message };
  return (reply, { inputs, expected }) => {
    const world = { reply, inputs, expected };
    const result = evaluate(engine, expression, world);
    // On a busy machine anything can be late once.
    return result.type === 'late' ? evaluate(engine, expression, world) : result;
  };
}

function evaluate(engine: QuickJSWASMModule, expression: string, world: object): ScriptResult {
  const begun = Date.now();
  const isLate = () => Date.now() - begun > mostMillis;
  return inEngine(engine, (context): ScriptResult => {
    context.runtime.setInterruptHandler(isLate);
    const result = context.evalCode(programOf(expression, world), 'check.js');
    const given: ScriptResult = result.error
      ? failureOf(result.error.consume((handle): unknown => context.dump(handle)))
      : { type: 'value', value: result.value.consume((handle) => context.dump(handle) === true) };
    // Long work inside one built-in function is not interrupted.
    return isLate() ? { type: 'late' } : given;
  });
}

/**
 * Runs in a new world, so that no reply sees what another left. An engine that broke is neither used again nor tidied up,
 * which it could not stand.
 */
function inEngine<T>(
  engine: QuickJSWASMModule,
  run: (context: QuickJSContext) => T,
): T | { readonly type: 'stopped' } {
  try {
    const runtime = engine.newRuntime({ memoryLimitBytes: mostBytes, maxStackSizeBytes: stackBytes });
    const context = runtime.newContext();
    const given = run(context);
    context.dispose();
    runtime.dispose();
    return given;
  } catch {
    running = undefined;
    return { type: 'stopped' };
  }
}

function startEngine(): Promise<QuickJSWASMModule> {
  running ??= newEngine();
  return running;
}

async function newEngine(): Promise<QuickJSWASMModule> {
  const [{ newQuickJSWASMModuleFromVariant }, { default: variant }] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-singlefile-browser-release-sync'),
  ]);
  return newQuickJSWASMModuleFromVariant(variant);
}

/** The result is made a truth value inside, so that nothing else has to leave the sandbox. */
function programOf(expression: string, world: object): string {
  const data = JSON.stringify(JSON.stringify(world));
  return `const { reply, inputs, expected } = JSON.parse(${data});
((value) => {
  if (value instanceof Promise) throw new TypeError('the expression gives a promise');
  if (typeof value === 'function') throw new TypeError('the expression gives a function instead of calling it');
  return Boolean(value);
})((${expression}
))`;
}

function failureOf(error: unknown): Exclude<ScriptResult, { readonly type: 'value' }> {
  const { name = 'Error', message = '' } = error as { readonly name?: string; readonly message?: string };
  const isLimit = name === 'InternalError';
  if (isLimit && message.includes('interrupted')) return { type: 'late' };
  if (isLimit && message.includes('out of memory')) return { type: 'stopped' };
  return { type: 'error', message: `${name}: ${message}` };
}
