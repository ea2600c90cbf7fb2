import { keepsHoles, templateHoles } from './_templates.ts';

/**
 * How a string is filled in at run time: `format` is `str.format` and LangChain's f-string templates, `percent` is the
 * `%` operator, `jinja` is Jinja and Mustache.
 */
export type Filling = 'format' | 'percent' | 'jinja';

/** A field or an escape of a template, with offsets in its text. */
export interface TemplateField {
  readonly kind: 'hole' | 'escape' | 'control';
  readonly start: number;
  readonly end: number;
  /** The text an escape stands for. */
  readonly text: string;
  /** What a hole takes: a name or path, a number, or `''` for the next value. */
  readonly field: string;
}

const formatField = /\{\{|\}\}|\{([^{}!:]*)(?:![rsa])?(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}|[{}]/g;
const fieldPath = /^(?:\d+|[\p{L}_][\p{L}\p{N}_]*)?(?:\.[\p{L}_][\p{L}\p{N}_]*|\[[^\][]+\])*$/u;
const percentField = /%%|%(?:\(([^)]*)\))?[#0\- +]*\d*(?:\.\d+)?[hlL]?[diouxXeEfFgGcrsa]|%/g;

/** The fields of a text; `undefined` where it is no template of that notation. */
export function templateFields(text: string, filling: Filling): readonly TemplateField[] | undefined {
  if (filling === 'jinja') {
    return templateHoles(text, 'jinja').map(({ kind, name, start, end }) => ({
      kind,
      start,
      end,
      text: '',
      field: name,
    }));
  }
  const fields: TemplateField[] = [];
  for (const match of text.matchAll(filling === 'format' ? formatField : percentField)) {
    const [notation, field = ''] = match;
    const span = { start: match.index, end: match.index + notation.length };
    if (/^(?:\{\{|\}\}|%%)$/.test(notation))
      fields.push({ kind: 'escape', ...span, text: notation.slice(1), field: '' });
    else if (notation.length === 1 || (filling === 'format' && !fieldPath.test(field))) return undefined;
    else fields.push({ kind: 'hole', ...span, text: '', field });
  }
  return fields;
}

/** Text as a template of that notation writes it; `undefined` where it would read as a tag, or spoil one beside it. */
export function escapeForTemplate(
  text: string,
  filling: unknown,
  left: string,
  right: string,
): string | undefined {
  switch (filling) {
    case 'format':
      return text.replace(/[{}]/g, '$&$&');
    case 'percent':
      return text.replaceAll('%', '%%');
    case 'jinja':
      return keepsHoles(left, text, right, 'jinja') ? text : undefined;
    default:
      return text;
  }
}
