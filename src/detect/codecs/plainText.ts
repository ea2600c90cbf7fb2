import { templateHoles } from './_templates.ts';
import { defineCodec, type Written } from './types.ts';

/**
 * The body of a text file. Line ends are written as the file has them, so `\r\n` and `\n` cannot be told apart;
 * `template` names the notation in which literal text could read as a hole.
 */
export const plainText = defineCodec({
  id: 'plain-text',
  write(text, { params, before, after }): Written {
    const written = text.replace(/\r\n|\n/g, String(params['eol']));
    const template = String(params['template'] ?? 'none');
    if (template === 'none') return { source: written };
    if (template === 'handlebars') {
      const escaped = written.replace(/\{\{/g, '\\{{');
      const seam = (before.endsWith('{') && text.startsWith('{')) || (text.endsWith('{') && after.startsWith('{'));
      const slash = text.endsWith('\\') && after === '';
      return seam || slash || /\\\\?\{\{/.test(written) || /\{\{\{/.test(written) ? undefined : { source: escaped };
    }
    const around = before.slice(-40) + text + after.slice(0, 40);
    return templateHoles(around, template).length > templateHoles(before.slice(-40) + after.slice(0, 40), template).length
      ? undefined
      : { source: written };
  },
  writeHole: ({ params }) => (typeof params['notation'] === 'string' ? params['notation'] : undefined),
});
