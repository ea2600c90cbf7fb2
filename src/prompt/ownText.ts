import type { Message, Prompt } from './types.ts';

/** True where a message has words of its own, not only holes and marks: only then is there something to scan, analyse or rewrite. */
export function hasOwnText({ segments }: Pick<Message, 'segments'>): boolean {
  return segments.some(({ kind, text }) => (kind === 'text' || kind === 'escape') && /\p{L}/u.test(text));
}

/** Below this many letters a text that reaches no known call, or stands in a test, is no find. */
const fewLetters = 20;
const testCode =
  /(?:(?:^|\/)(?:tests?|__tests__|__mocks__|spec|fixtures)\/.*|(?:^|\/)(?:test_|conftest)[^/]*|[._](?:test|spec)s?)\.(?:py\w?|[cm]?[jt]sx?)$/i;

/** The messages worth showing: those with words of their own; only longer ones where it is doubtful that they reach a model. */
export function findsOf({
  messages,
  origin,
  lineage,
}: Pick<Prompt, 'messages' | 'origin' | 'lineage'>): readonly Message[] {
  const isTest = testCode.test(lineage.path);
  const isLoose = origin === 'message-array';
  // Arrays that a test holds without giving them to a call are what it expects or feeds to a stand-in.
  if (isTest && isLoose) return [];
  const doubtful = isTest || (isLoose && !messages.some(({ role }) => role === 'system'));
  return messages.filter(
    (message) => hasOwnText(message) && (!doubtful || letterCount(message) >= fewLetters),
  );
}

/** Letters of a message's own text; a Han character says about as much as three. */
function letterCount({ segments }: Pick<Message, 'segments'>): number {
  const own = segments.filter(({ kind }) => kind === 'text' || kind === 'escape').map(({ text }) => text);
  const text = own.join('');
  return (text.match(/\p{L}/gu)?.length ?? 0) + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
