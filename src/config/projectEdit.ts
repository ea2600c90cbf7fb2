import { type Document, isSeq, parseDocument } from 'yaml';

/**
 * The text of `promptquorum.yml` with an entry added to `ignore`, everything else and all comments kept; `undefined` where
 * the text is no YAML that can be added to.
 */
export function withIgnored(text: string, entry: string): string | undefined {
  return edited(text, (document) => {
    const list = document.get('ignore');
    if (list === undefined || list === null) document.set('ignore', document.createNode([entry]));
    else if (isSeq(list) && !entriesOf(list.toJSON()).includes(entry)) document.addIn(['ignore'], entry);
  });
}

/** The text with an entry of `ignore` removed. */
export function withoutIgnoredEntry(text: string, entry: string): string | undefined {
  return edited(text, (document) => {
    const list = document.get('ignore');
    const index = isSeq(list) ? entriesOf(list.toJSON()).indexOf(entry) : -1;
    if (index >= 0) document.deleteIn(['ignore', index]);
  });
}

function edited(text: string, change: (document: Document) => void): string | undefined {
  const document = parseDocument(text, { version: '1.2', logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  try {
    change(document);
    return document.toString({ lineWidth: 0 });
  } catch {
    // A list or an alias at the top has no keys.
    return undefined;
  }
}

function entriesOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}
