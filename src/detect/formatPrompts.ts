import { createLineMap, type LineMap } from '../base/lineMap.ts';
import type { Detected, SourceFile } from '../prompt/types.ts';
import { assemblePrompt } from './assemble.ts';
import { filePattern } from './filePatterns.ts';
import { formats } from './formats/index.ts';
import type { FilePrompt, Format } from './formats/types.ts';

/** Formats known by name come before those that look at what a file holds. */
const known = formats
  .map((format) => ({ format, patterns: format.files.map(filePattern) }))
  .toSorted((a, b) => Number('byShape' in a.format) - Number('byShape' in b.format));

/** The prompt-file format of a path, if it is one. */
export function formatOf(path: string): Format | undefined {
  return known.find(({ patterns }) => patterns.some((pattern) => pattern.test(path)))?.format;
}

/** A prompt file's path without the end that says what it is: `a/triage` of `a/triage.prompt.yml`. */
export function stemOf(path: string): string {
  const pattern = known.flatMap(({ patterns }) => patterns).find((each) => each.test(path));
  return pattern?.stem(path) ?? path;
}

/** Detects the prompts of a prompt file. */
export async function detectFormat(format: Format, file: SourceFile, path: string): Promise<Detected> {
  if (format.byShape?.(file.text) === false) return { prompts: [], problems: [] };
  const { prompts, problems } = await format.parse(file);
  const base = nameOf(path);
  const stem = nameOf(stemOf(path)) || base;
  const lines = prompts.length > 1 ? createLineMap(file.text) : undefined;
  const seen = new Map<string, number>();
  return {
    problems,
    prompts: prompts.map(({ name, samples, declaredInputs, modelSpan, ...rest }) => {
      const symbol = name ?? stem;
      const ordinal = seen.get(symbol) ?? 0;
      seen.set(symbol, ordinal + 1);
      const inputs = declaredInputs?.map((input) => ({
        name: input.name,
        source: { uri: file.uri, span: input.span },
      }));
      const raw = {
        ...rest,
        ...(samples !== undefined && samples.size > 0 && { valuedNames: [...samples.keys()] }),
        ...(modelSpan && { settingSources: { modelId: { uri: file.uri, span: modelSpan } } }),
        symbol,
        title: name ?? titleOf(rest, base, lines),
        origin: format.id,
        confidence: 1,
      };
      return assemblePrompt(
        inputs === undefined ? raw : { ...raw, declaredInputs: inputs },
        { uri: file.uri, path, ordinal },
        (_expression, hole) => {
          const known = samples?.get(hole) ?? [];
          return known.length === 0 ? {} : { samples: known };
        },
      );
    }),
  };
}

/** Prompts without a name are told apart by the line they begin on. */
function titleOf(
  { messages }: Pick<FilePrompt, 'messages'>,
  base: string,
  lines: LineMap | undefined,
): string {
  const start = messages[0]?.span.start;
  return lines === undefined || start === undefined ? base : `${base}:${lines.positionAt(start).line + 1}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
