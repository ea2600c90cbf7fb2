// Runs the benchmarks one after the other, each in a process of its own; `npm run bench -- NAME…` runs some of them.
import { main } from './main.ts';
import { mustRun } from './process.ts';
import { inProject, projectRoot } from './project.ts';
import { Refusal } from './refusal.ts';

const benchmarks = ['activation', 'diagnostics', 'bundle', 'lint', 'detect', 'find', 'runner'];

await main(async (signal) => {
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !benchmarks.includes(name));
  if (unknown !== undefined)
    throw new Refusal(`There is no benchmark "${unknown}": choose among ${benchmarks.join(', ')}.`);
  for (const name of chosen.length > 0 ? chosen : benchmarks) {
    await mustRun(
      `The benchmark ${name} failed`,
      process.execPath,
      [inProject('scripts', 'bench', `${name}.ts`)],
      {
        cwd: projectRoot,
        signal,
        onLine: (line: string) => console.log(line),
      },
    );
  }
  return 0;
});
