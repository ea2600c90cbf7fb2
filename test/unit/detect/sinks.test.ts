import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { findsOf } from '../../../src/prompt/ownText.ts';
import type { ModelSettings } from '../../../src/prompt/types.ts';
import { detect } from './support.ts';

interface Sample {
  readonly path: string;
  readonly text: string;
  readonly finds: readonly { readonly origin: string; readonly role: string; readonly text: string }[];
  /** Of the first prompt. */
  readonly settings?: ModelSettings;
}

const folder = new URL('../../cases/detect/sinks/', import.meta.url);

describe('what the calls of SDKs are given', () => {
  for (const file of readdirSync(folder).sort()) {
    const samples: readonly Sample[] = parse(readFileSync(new URL(file, folder), 'utf8'));
    for (const { path, text, finds, settings } of samples) {
      it(`${finds.length === 0 ? 'nothing' : 'every message'} is found in ${path} of ${file}`, async () => {
        const { prompts } = await detect(path, text);
        const found = prompts.flatMap((prompt) =>
          findsOf(prompt).map((message) => ({
            origin: prompt.origin,
            role: message.role,
            text: message.text,
          })),
        );
        assert.deepEqual(found, finds);
        if (settings !== undefined) assert.deepEqual(prompts[0]?.settings, settings);
      });
    }
  }
});
