import type { LabelledLines } from './labelledLines.ts';

/** An element of one line or a few, such as `<answer>yes or no</answer>`; what holds elements itself is passed over. */
const element = /<(?<key>[\p{L}_][\p{L}\p{N}_-]{0,30})>(?<value>[^<>]{1,300})<\/\k<key>>/gu;
/** A heading with a few words below it. */
const heading =
  /^(?<mark>#{2,6}) (?:\d{1,2}[.)、] ?)?(?<key>\p{L}[\p{L}_ ]{0,30})[:：]?[ \t]*\n+(?<value>[^#\n][^\n]{0,200})(?=\n|$)/gmu;
const longestGap = 3;

/** Elements or headings of one level that follow one another, each with a few words: a form of two or more parts. */
export function labelledSections(text: string): readonly LabelledLines[] {
  return [
    ...(text.includes('</') ? runsOf(text, [...text.matchAll(element)], '') : []),
    ...(text.includes('##') ? runsOf(text, [...text.matchAll(heading)], 'mark') : []),
  ];
}

function runsOf(text: string, matches: readonly RegExpExecArray[], level: string): readonly LabelledLines[] {
  const runs: RegExpExecArray[][] = [];
  for (const match of matches) {
    const last = runs.at(-1)?.at(-1);
    const gap = last === undefined ? 'none' : text.slice(last.index + last[0].length, match.index);
    const continues =
      gap.length <= longestGap && gap.trim() === '' && last?.groups?.[level] === match.groups?.[level];
    if (continues) runs.at(-1)?.push(match);
    else runs.push([match]);
  }
  return runs
    .filter(({ length }) => length > 1)
    .map((run) => ({ fields: run.map(fieldOf), isForm: true, isOpen: false }));
}

function fieldOf({ 0: written, index, groups }: RegExpExecArray) {
  const { key = '', value = '' } = groups ?? {};
  const keyStart = index + written.indexOf(key);
  return {
    key,
    keySpan: { start: keyStart, end: keyStart + key.length },
    span: { start: index, end: index + written.length },
    value,
  };
}
