import type { Text } from '../base/text.ts';
import type { Prompt, PromptLanguage } from '../prompt/types.ts';
import { withoutHoles } from './labels.ts';
import { type Activity, activities, type Clue, type Domain, domains } from './roleTable.ts';
import { withoutForbidden } from './withoutForbidden.ts';

/** An expert role derived from a prompt's own words. */
export interface Role {
  /** With its article where the language has one: `an experienced legal translator`. */
  readonly title: string;
  /** The words of the prompt that led to it, most telling first. */
  readonly because: readonly string[];
  /** The id of the activity, where one was recognised. */
  readonly activity?: string;
}

/** How much clearer a verb speaks where a sentence begins with it than somewhere within. */
const imperativeWeight = 4;

/** What a single mention counts at offset 200: later ones say too little of the task, unless they are orders or repeated. */
const leastWeight = 1.5;

/**
 * Derives the role from what the prompt asks for (its verbs: the activity) and what about (its nouns and hole names: the domain);
 * what it forbids tells neither. The activity with most weight wins; a domain counts where at least two of its words occur, or one that names a hole;
 * `undefined` where nothing tells.
 */
export function deriveRole(prompt: Prompt): Role | undefined {
  const text = prompt.messages
    .filter(({ role }) => role !== 'assistant')
    .map((message) => withoutForbidden(withoutHoles(message)))
    .join('\n');
  const holes = prompt.messages
    .flatMap((message) => message.holes.map(({ name }) => spaced(name)))
    .join('\n');
  const activity = best(activities, (clue) => activityWeight(clue, text));
  const domain = best(domains, (clue) => domainWeight(clue, text, holes));
  const because = [activity?.word, domain?.word].filter((word) => word !== undefined);
  const title = titleOf(activity?.clue, domain?.clue, prompt.language);
  if (title === undefined) return undefined;
  return { title, because, ...(activity === undefined ? {} : { activity: activity.clue.id }) };
}

function titleOf(
  activity: Activity | undefined,
  domain: Domain | undefined,
  language: PromptLanguage,
): string | undefined {
  const special = activity?.within?.[domain?.id ?? ''];
  if (special !== undefined) return inLanguage(special, language);
  if (activity === undefined)
    return domain?.expert === undefined ? undefined : inLanguage(domain.expert, language);
  const field = domain?.field === undefined ? '' : inLanguage(domain.field, language);
  return inLanguage(activity.title, language).replace(
    '{field}',
    field === '' || language === 'zh' ? field : `${field} `,
  );
}

interface Best<C> {
  readonly clue: C;
  readonly word: string;
}

interface Weight {
  readonly weight: number;
  readonly word: string;
}

/** The clue of most weight; on a tie the one listed first, which is the more specific. */
function best<C extends Clue>(
  clues: readonly C[],
  weigh: (clue: C) => Weight | undefined,
): Best<C> | undefined {
  let found: (Best<C> & Weight) | undefined;
  for (const clue of clues) {
    const weighed = weigh(clue);
    if (weighed !== undefined && weighed.weight > (found?.weight ?? 0)) found = { clue, ...weighed };
  }
  return found;
}

function activityWeight({ words }: Clue, text: string): Weight | undefined {
  const matches = [...text.matchAll(words)];
  const first = matches[0];
  if (first === undefined) return undefined;
  const weights = matches
    .slice(0, 3)
    .map(({ index }) => (beginsSentence(text, index) ? imperativeWeight : 1));
  const weight = weights.reduce((sum, each) => sum + each, 0) + early(first.index);
  return weight < leastWeight ? undefined : { weight, word: first[0].trim() };
}

function domainWeight({ words }: Clue, text: string, holes: string): Weight | undefined {
  const named = [...holes.matchAll(words)];
  const matches = [...text.matchAll(words)];
  const weight = 2 * named.length + Math.min(matches.length, 6);
  const word = (named[0] ?? matches[0])?.[0];
  return weight < 2 || word === undefined ? undefined : { weight, word: word.trim() };
}

/** Up to one more for what is said near the start: the task usually comes first. */
function early(index: number): number {
  return 1 / (1 + index / 200);
}

/** True at the start of a sentence or line, or after words that lead up to an order. */
function beginsSentence(text: string, index: number): boolean {
  return /(?:^|[.!?:;。！？：；\n]|\b(?:please|you(?:r task is to|r job is to| will| must| should| need to| are to)|task is to|job is to|help (?:me|us)|then|(?:that|who|to))|请|请你|任务是|需要|负责|帮我)[\s*#>\-–\d.)"'“]*$/i.test(
    text.slice(Math.max(0, index - 60), index),
  );
}

function inLanguage(text: Text, language: PromptLanguage): string {
  return language === 'zh' ? text['zh-cn'] : text.en;
}

/** `customerEmail`, `customer_email` and `order.items` as words. */
function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_.\-[\]()]+/g, ' ');
}
