import type { Span } from '../../base/span.ts';

/** A line of the form `Label: value`; `span` is the line without its indentation. */
export interface LabelledLine {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
  readonly value: string;
}

/** Labelled lines that follow one another. */
export interface LabelledLines {
  readonly fields: readonly LabelledLine[];
  /** True where every value is a placeholder such as `<why>` or `[yes or no]`, or lines of a list say what is to stand there: a form to be filled in rather than a reply. */
  readonly isForm: boolean;
  /** True where the last value may go on in the next line. */
  readonly isOpen: boolean;
}

const labelled =
  /^(?<indent>[ \t]*(?:[-*•] |\d{1,2}[.)、] ?)?)(?<mark>\*\*)?(?<key>\p{L}[\p{L}_]{0,20}(?: \p{L}[\p{L}_]{0,20}){0,2})\k<mark>?[ \t]?[:：](?:\*\*)?[ \t]*(?<value>\S.*)$/u;
const placeholder =
  /^(?:["'“]?[<[({（【].{1,120}[>\])}）】]["'”]?[.。]?|\.{3}|…+|(?:your|yes or no|yes\/no|true or false|one of)\b.{0,100}|你的.{0,60}|是或否|真或假)$/iu;

/** The runs of two or more labelled lines of a text, in order. */
export function labelledLines(text: string): readonly LabelledLines[] {
  const runs: LabelledLines[] = [];
  let fields: LabelledLine[] = [];
  let isForm = true;
  let isList = true;
  const close = (isOpen: boolean) => {
    if (fields.length > 1) runs.push({ fields, isForm: isForm || isList, isOpen });
    fields = [];
    isForm = true;
    isList = true;
  };
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+(?=\r?\n|$)|(?<=\n)(?=\r?\n)/g)) {
    const { indent = '', mark = '', key = '', value } = labelled.exec(line)?.groups ?? {};
    if (value === undefined) {
      close(line.trim() !== '');
      continue;
    }
    const start = index + indent.length;
    const keyStart = start + mark.length;
    const keySpan = { start: keyStart, end: keyStart + key.length };
    fields.push({ key, keySpan, span: { start, end: index + line.trimEnd().length }, value });
    isForm &&= placeholder.test(value.trimEnd());
    isList &&= indent.trim() !== '';
  }
  close(false);
  return runs;
}
