import type { Place, Prompt } from '../../prompt/types.ts';

/** The first line of a prompt: the place of findings about something that stands elsewhere in the file, or nowhere. */
export function firstLineOf({ messages }: Prompt): Place {
  const end = (messages[0]?.text ?? '').search(/[\r\n]|$/);
  return { turn: 0, span: { start: 0, end } };
}
