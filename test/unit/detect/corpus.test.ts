import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { findsOf } from '../../../src/prompt/ownText.ts';
import { detect } from './support.ts';

interface Sample {
  readonly path: string;
  readonly text: string;
}

interface Positive extends Sample {
  readonly finds: readonly { readonly origin: string; readonly role: string; readonly text: string }[];
}

function load<T>(name: string): readonly T[] {
  return parse(readFileSync(new URL(`../../cases/detect/${name}.yaml`, import.meta.url), 'utf8'));
}

async function found({ path, text }: Sample) {
  const { prompts } = await detect(path, text);
  return prompts.flatMap((prompt) =>
    findsOf(prompt).map((message) => ({ origin: prompt.origin, role: message.role, text: message.text })),
  );
}

describe('detection', () => {
  for (const sample of load<Positive>('positives')) {
    it(`finds every message of ${sample.path}`, async () => {
      const messages = await found(sample);
      const shortened = messages.map((message, index) => ({
        ...message,
        text: message.text.slice(0, sample.finds[index]?.text.length ?? 60),
      }));
      assert.deepEqual(shortened, sample.finds);
    });
  }

  for (const sample of load<Sample>('negatives')) {
    it(`finds nothing in ${sample.path}`, async () => {
      assert.deepEqual(await found(sample), []);
    });
  }
});
