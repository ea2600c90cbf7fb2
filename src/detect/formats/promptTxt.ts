import { templateHoles } from '../codecs/_templates.ts';
import { bodyMessage, readBody, trimmedSpan } from './_body.ts';
import { defineFormat } from './types.ts';

/**
 * Plain text: `*.prompt.txt`. Holes are `{{name}}`; where the text has none of these, `{name}` with one identifier
 * between the braces, so that JSON, code and `\frac{a}{b}` are no holes.
 */
export const promptTxt = defineFormat({
  id: 'prompt-txt',
  files: ['**/*.prompt.txt'],
  languageIds: ['plaintext'],
  async parse({ text }) {
    const span = trimmedSpan(text, text.startsWith('\uFEFF') ? 1 : 0);
    const body = text.slice(span.start, span.end);
    const { pieces } = readBody(text, span, templateHoles(body, 'double').length > 0 ? 'double' : 'single');
    const messages = bodyMessage('user', pieces, span);
    return {
      prompts: messages.length === 0 ? [] : [{ kind: 'template', messages, settings: {} }],
      problems: [],
    };
  },
});
