import { keepsHoles, templateHoles } from './_templates.ts';
import { defineCodec, type WritePlace, type Written } from './types.ts';

/**
 * The body of a text file. Line ends are written as the file has them, so `\r\n` and `\n` cannot be told apart;
 * `template` names the notation in which literal text could read as a hole.
 */
export const plainText = defineCodec({
  id: 'plain-text',
  write(text, place): Written {
    const source = text.replace(/\r\n|\n/g, String(place.params['eol']));
    const template = String(place.params['template'] ?? 'none');
    if (template === 'none') return { source };
    return template === 'handlebars'
      ? writeHandlebars(source, place)
      : writeTemplate(source, template, place);
  },
  writeHole: ({ params }) => (typeof params['notation'] === 'string' ? params['notation'] : undefined),
});

/** `\{{` stands for `{{`; what would need more than that is refused. */
function writeHandlebars(source: string, { before, after, holeBefore, holeAfter }: WritePlace): Written {
  const around = before.slice(-2) + source + after.slice(0, 2);
  const seams =
    before.endsWith('{') && source.startsWith('{') ? true : source.endsWith('{') && after.startsWith('{');
  const besideHole =
    (holeAfter !== undefined && /[{\\]$/.test(source)) ||
    (holeBefore !== undefined && source.startsWith('}'));
  const closesControl = after === '' && /[{\\]$/.test(source);
  if (seams || besideHole || closesControl || /\\\{\{|\{\{\{/.test(around)) return undefined;
  return { source: source.replaceAll('{{', '\\{{') };
}

/** These notations have no escape: text that would read as a hole, or spoil one beside it, is refused. */
function writeTemplate(source: string, template: string, place: WritePlace): Written {
  const { before, after, holeBefore = '', holeAfter = '' } = place;
  const left = (before === '' ? holeBefore : '') + before.slice(-reach);
  const right = after.slice(0, reach) + (after === '' ? holeAfter : '');
  // A doubled hole anywhere would make single braces plain text.
  if (template === 'single' && templateHoles(left + source + right, 'double').length > 0) return undefined;
  return keepsHoles(left, source, right, template) ? { source } : undefined;
}

/** As far from a change as a tag can reach, in characters. */
const reach = 1000;
