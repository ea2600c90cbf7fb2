import type { Detected, SourceFile } from '../prompt/types.ts';
import { assemblePrompt } from './assemble.ts';
import { formats } from './formats/index.ts';
import type { Format } from './formats/types.ts';

/** The prompt-file format of a path, if it is one. */
export function formatOf(path: string, languageId: string): Format | undefined {
  return formats.find((format) => format.matches(path, languageId));
}

/** Detects the prompts of a prompt file. */
export async function detectFormat(format: Format, file: SourceFile, path: string): Promise<Detected> {
  const { prompts, problems } = await format.parse(file);
  const base = path.slice(path.lastIndexOf('/') + 1);
  const seen = new Map<string, number>();
  return {
    problems,
    prompts: prompts.map(({ name, samples, declaredInputs, ...rest }) => {
      const symbol = name ?? base.replace(/\.prompt(?:\.\w+)?$|\.md$/i, '');
      const ordinal = seen.get(symbol) ?? 0;
      seen.set(symbol, ordinal + 1);
      const inputs = declaredInputs?.map((input) => ({
        name: input.name,
        source: { uri: file.uri, span: input.span },
      }));
      const raw = { ...rest, symbol, title: name ?? base, origin: format.id, confidence: 1 };
      return assemblePrompt(
        inputs === undefined ? raw : { ...raw, declaredInputs: inputs },
        { uri: file.uri, path, ordinal },
        (_expression, hole) => {
          const known = samples?.get(hole);
          return known === undefined ? {} : { samples: known };
        },
      );
    }),
  };
}
