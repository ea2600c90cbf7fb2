// Prints how long analysing a prompt file of 100 KB takes: median and slowest of many runs after warming up, each on a
// prompt object of its own, so that nothing found before is reused.
import { analyze } from '../../src/analyze/analyze.ts';
import { rules } from '../../src/analyze/rules/index.ts';
import { createRandom } from '../../src/base/random.ts';
import { promptFromText } from '../../src/prompt/fromText.ts';

const size = 100 * 1024;
const warmUp = 20;
const runs = 60;

/** A long prompt made of the rules' own examples, in an order that is the same at every run. */
function longText(chinese: boolean): string {
  const random = createRandom(1);
  const texts = rules
    .flatMap(({ examples }) => examples.flatMap(({ messages }) => messages.map(({ text }) => text)))
    .filter((text) => /\p{Script=Han}/u.test(text) === chinese);
  let long = '';
  while (long.length < size) {
    const filler = chinese
      ? '这一段说明任务的背景，并没有任何问题。'
      : 'This paragraph explains the background of the task and is fine.';
    long += `${texts[Math.floor(random() * texts.length)] ?? ''}\n\n${`${filler} `.repeat(4)}\n\n`;
  }
  return long.slice(0, size);
}

function measure(title: string, text: string): void {
  const times: number[] = [];
  let findings = 0;
  for (let run = 0; run < warmUp + runs; run++) {
    const prompt = promptFromText([{ role: 'system', text }], { kind: 'instructions' });
    const start = performance.now();
    findings = analyze(prompt).length;
    if (run >= warmUp) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [fastest = 0, median = 0, slowest = 0] = [times[0], times[runs >> 1], times.at(-1)];
  console.log(
    `${title}: ${text.length} characters, ${findings} findings: fastest ${fastest.toFixed(1)} ms, median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms (aim: median at most 16 ms)`,
  );
}

measure('lint, English', longText(false));
measure('lint, Chinese', longText(true));
