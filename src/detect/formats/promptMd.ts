import { bodyMessage, readBody, trimmedSpan } from './_body.ts';
import { modelSpanIn, readFrontMatter, scalarAt, settingsOf } from './_frontMatter.ts';
import { defineFormat } from './types.ts';

/** VS Code prompt files: `*.prompt.md` with `${input:name}` and `${input:name:placeholder}` as holes. */
export const promptMd = defineFormat({
  id: 'prompt-md',
  files: ['**/*.prompt.md'],
  languageIds: ['prompt', 'markdown'],
  async parse({ text }) {
    const { map, bodyStart, problems } = await readFrontMatter(text);
    const span = trimmedSpan(text, bodyStart);
    const { pieces, samples } = readBody(text, span, 'input');
    const messages = bodyMessage('user', pieces, span);
    const name = scalarAt(map, 'name');
    const settings = settingsOf(map);
    const named = typeof name === 'string' ? { name } : {};
    return {
      prompts:
        messages.length === 0
          ? []
          : [{ ...named, kind: 'template', messages, samples, settings, ...modelSpanIn(map, settings) }],
      problems,
    };
  },
});
