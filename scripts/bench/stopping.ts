// What each stop rule saves on answers that were sampled before: node scripts/bench/stopping.ts FILE, where each line of FILE
// is {"answers": ["…", …]}, the answers to one question in sampling order.
import { readFileSync } from 'node:fs';
import { createRandom, type Random } from '../../src/base/random.ts';
import { stopping } from '../../src/trials/stopping/index.ts';
import type { StopRule } from '../../src/trials/types.ts';
import { drawUntilDecided, leadingAnswer } from '../../test/support/replay.ts';

const orders = 20;
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Name a file of answers: node scripts/bench/stopping.ts FILE.');
  process.exit(2);
}
const questions = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line): readonly string[] => JSON.parse(line).answers);
for (const rule of stopping) {
  const { samples, agreement } = replay(questions, rule, createRandom(1));
  const share = (100 * agreement).toFixed(2);
  console.log(
    `${rule.id}: ${samples.toFixed(2)} samples on average, ${share} % the majority of all (${questions.length} questions, ${orders} random orders)`,
  );
}

function replay(all: readonly (readonly string[])[], rule: StopRule, random: Random) {
  let drawn = 0;
  let agreed = 0;
  for (const answers of all) {
    const majority = leadingAnswer(answers);
    for (let order = 0; order < orders; order++) {
      const stop = drawUntilDecided(shuffled(answers, random), rule);
      drawn += stop.drawn;
      if (stop.leader === majority) agreed++;
    }
  }
  const total = all.length * orders;
  return { samples: drawn / total, agreement: agreed / total };
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
