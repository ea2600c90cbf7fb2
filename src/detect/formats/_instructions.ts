import type { SourceFile } from '../../prompt/types.ts';
import { bodyMessage, readBody, trimmedSpan } from './_body.ts';
import { modelSpanIn, readFrontMatter, scalarAt, settingsOf } from './_frontMatter.ts';
import type { Format } from './types.ts';

/** Reads a file of standing instructions: optional front matter, then text without holes that runs as system message. */
export async function parseInstructions({ text }: SourceFile): ReturnType<Format['parse']> {
  const { map, bodyStart, problems } = await readFrontMatter(text);
  const span = trimmedSpan(text, bodyStart);
  const messages = bodyMessage('system', readBody(text, span, 'none').pieces, span);
  const name = scalarAt(map, 'name');
  const settings = settingsOf(map);
  const prompt = {
    ...(typeof name === 'string' ? { name } : {}),
    kind: 'instructions',
    messages,
    settings,
    ...modelSpanIn(map, settings),
  } as const;
  return { prompts: messages.length === 0 ? [] : [prompt], problems };
}
