import type { Disposable } from '../base/disposable.ts';
import { followingDetector } from './followingDetector.ts';
import type { GrammarSource } from './grammars.ts';
import { createSession } from './session.ts';
import { type Detector, type FileFinder, noFiles } from './types.ts';

/** Detects in this thread: for the terminal, tests and browsers. */
export function createInlineDetector(
  grammars: GrammarSource,
  files: FileFinder = noFiles,
): Detector & Disposable {
  const session = createSession({ grammars, files });
  return { ...followingDetector(() => session), dispose: () => {} };
}
