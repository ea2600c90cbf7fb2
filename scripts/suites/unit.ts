import type { SuiteResult } from '../summary.ts';
import { runMocha } from './mocha.ts';

/** The unit tests, straight from their TypeScript sources. */
export const runUnit = (signal: AbortSignal, grep?: string): Promise<SuiteResult> =>
  runMocha({ suite: 'unit', args: [], signal, ...(grep === undefined ? {} : { grep }) });
