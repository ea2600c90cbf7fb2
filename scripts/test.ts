import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.ts';
import { buildExtension } from './build.ts';
import { main } from './main.ts';
import { ensureModel } from './model.ts';
import { Refusal } from './refusal.ts';
import { basics, checkRequirements } from './requirements.ts';
import { type SuiteResult, suiteResult, summaryLines } from './summary.ts';
import { ensureVSCode } from './vscode.ts';

const suites = ['unit', 'host', 'ui'] as const;
type Suite = (typeof suites)[number];

const help = `npm test [-- [SUITE…] [--grep TEXT] [--no-build]]

Runs the suites ${suites.join(', ')} (all of them by default):
  unit  the unit tests under Node
  host  the unit tests and the in-host tests inside the extension host of a real VS Code
  ui    the user-interface tests: VS Code in a real browser
The last line says how many tests passed and failed over all suites.`;

await main(async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string', short: 'g' },
      'no-build': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const chosen = positionals.length === 0 ? suites : positionals.map(parseSuite);
  const results = await runAll(chosen, {
    signal,
    build: !values['no-build'],
    ...(values.grep ? { grep: values.grep } : {}),
  });
  for (const line of summaryLines(results)) console.log(line);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
});

function parseSuite(name: string): Suite {
  const suite = suites.find((candidate) => candidate === name);
  if (suite === undefined)
    throw new Refusal(`There is no suite "${name}": choose among ${suites.join(', ')}.`);
  return suite;
}

interface TestOptions {
  readonly signal: AbortSignal;
  readonly build: boolean;
  readonly grep?: string;
}

async function runAll(
  chosen: readonly Suite[],
  { signal, build, grep }: TestOptions,
): Promise<readonly SuiteResult[]> {
  checkRequirements(basics);
  const onProgress = (message: string): void => console.error(message);
  const inWindow = chosen.some((suite) => suite !== 'unit');
  // Whatever is missing shows before the first test, not after minutes of tests.
  const tools = inWindow
    ? { vscode: await ensureVSCode({ onProgress, signal }), browser: await ensureBrowser(onProgress, signal) }
    : undefined;
  if (inWindow) await ensureModel({ onProgress, signal });
  if (build) await buildExtension(signal);
  const results: SuiteResult[] = [];
  for (const suite of chosen) {
    console.log(`\n== ${suite}`);
    results.push(await runSuite(suite, tools, signal, grep));
    signal.throwIfAborted();
  }
  console.log('');
  return results;
}

type Tools = { readonly vscode: string; readonly browser: string };

/** A suite that breaks down counts as one failure, and the others still run. */
async function runSuite(
  suite: Suite,
  tools: Tools | undefined,
  signal: AbortSignal,
  grep?: string,
): Promise<SuiteResult> {
  const filter = grep === undefined ? {} : { grep };
  try {
    if (suite === 'unit' || tools === undefined)
      return await (await import('./suites/unit.ts')).runUnit(signal, grep);
    if (suite === 'host')
      return await (await import('./suites/host.ts')).runHost({ ...tools, signal, ...filter });
    return await (await import('./suites/ui.ts')).runUi({ ...tools, signal, ...filter });
  } catch (error) {
    signal.throwIfAborted();
    console.error(error instanceof Refusal ? error.message : error);
    return suiteResult(suite, undefined, 1);
  }
}
