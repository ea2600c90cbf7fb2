import { diffArrays } from 'diff';
import { holeMark } from '../prompt/holes.ts';
import type { Message, PlacedEdit, Prompt } from '../prompt/types.ts';

/** The smallest word-level edits that turn the prompt's messages into `texts`, one text per message. */
export function editsToTexts(prompt: Prompt, texts: readonly string[]): readonly PlacedEdit[] {
  const names = prompt.messages.flatMap(({ holes }) => holes.map(({ name }) => name));
  return prompt.messages.flatMap((message, turn) =>
    editsToText(message, turn, texts[turn] ?? message.text, names),
  );
}

/**
 * The smallest word-level edits that turn one message's text into `newText`. A mark `{{name}}` of one of `holeNames` is never
 * cut: it stays, goes or moves as a whole. Lines that are equal in both texts are not touched.
 */
export function editsToText(
  message: Pick<Message, 'text' | 'holes'>,
  turn: number,
  newText: string,
  holeNames: readonly string[] = message.holes.map(({ name }) => name),
): readonly PlacedEdit[] {
  const marks = [...new Set(holeNames)].map(holeMark);
  const hunks = changes(linesOf(message.text), linesOf(newText)).flatMap(({ start, removed, added }) =>
    changes(wordsOf(removed, marks), wordsOf(added, marks)).map((change) => ({
      ...change,
      start: start + change.start,
    })),
  );
  return joinNear(hunks, message.text).map(({ start, removed, added }) => ({
    place: { turn, span: { start, end: start + removed.length } },
    newText: added,
    ...movedHoles(added, marks),
  }));
}

/** A run of removed and added text; `start` counts in the old text. */
interface Change {
  readonly start: number;
  readonly removed: string;
  readonly added: string;
}

/** Above this many differing tokens the whole run is replaced: finding the smallest edit would cost more than it shows. */
const maxEditLength = 1500;

function changes(before: readonly string[], after: readonly string[]): readonly Change[] {
  const parts = diffArrays([...before], [...after], { maxEditLength });
  if (parts === undefined) return [{ start: 0, removed: before.join(''), added: after.join('') }];
  const found: Change[] = [];
  let offset = 0;
  let open: Change | undefined;
  for (const part of parts) {
    const text = part.value.join('');
    if (!part.added && !part.removed) {
      if (open !== undefined) found.push(open);
      open = undefined;
      offset += text.length;
      continue;
    }
    open ??= { start: offset, removed: '', added: '' };
    if (part.removed) {
      open = { ...open, removed: open.removed + text };
      offset += text.length;
    } else open = { ...open, added: open.added + text };
  }
  return open === undefined ? found : [...found, open];
}

/** Joins changes with nothing but spaces between them: they read as one, and a string literal is edited once. */
function joinNear(hunks: readonly Change[], text: string): readonly Change[] {
  const joined: Change[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    const gap = last === undefined ? '' : text.slice(last.start + last.removed.length, hunk.start);
    if (last === undefined || !/^[ \t]*$/.test(gap)) joined.push(hunk);
    else
      joined[joined.length - 1] = {
        start: last.start,
        removed: last.removed + gap + hunk.removed,
        added: last.added + gap + hunk.added,
      };
  }
  return joined;
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Words, single Han characters, runs of spaces, line ends and single other characters; a hole's mark is one token. */
function wordsOf(text: string, marks: readonly string[]): readonly string[] {
  return splitAtMarks(text, marks).flatMap((piece) =>
    marks.includes(piece)
      ? [piece]
      : (piece.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+|[ \t]+|\r?\n|[\s\S]/gu) ?? []),
  );
}

function movedHoles(added: string, marks: readonly string[]): Pick<PlacedEdit, 'holes'> {
  let offset = 0;
  const holes = splitAtMarks(added, marks).flatMap((piece) => {
    const start = offset;
    offset += piece.length;
    return marks.includes(piece) ? [{ name: piece.slice(2, -2), span: { start, end: offset } }] : [];
  });
  return holes.length === 0 ? {} : { holes };
}

function splitAtMarks(text: string, marks: readonly string[]): readonly string[] {
  if (marks.length === 0) return text === '' ? [] : [text];
  const anyMark = new RegExp(
    `(${[...marks]
      .sort((a, b) => b.length - a.length)
      .map((mark) => mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|')})`,
  );
  return text.split(anyMark).filter((piece) => piece !== '');
}
