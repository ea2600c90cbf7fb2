import { promptFromText } from '../../prompt/fromText.ts';
import type { Prompt } from '../../prompt/types.ts';
import { variantOf } from '../../trials/plan.ts';
import type { Variant } from '../../trials/types.ts';
import type { OfferedModel } from '../ports.ts';

/** Another text of the prompt, to be run beside the present one. */
export interface TextVariant {
  readonly id: string;
  /** In the reader's language, such as the technique of a rewrite. */
  readonly title: string;
  readonly prompt: Prompt;
  /** It was before the present text: others are compared with it. */
  readonly earlier: boolean;
  /** Rows of the cases file that stand in it as examples and would tell it the answer. */
  readonly usedCaseIds: readonly string[];
}

/** A text that may be run beside the present one, and whether it is. */
export type Alternative = TextVariant & { readonly on: boolean };

/** The id of the present text among the variants. */
const presentId = 'present';

/** Stands between the name of a text and that of a model. */
export const titleSeparator = ' · ';

/** Whether a variant of a run was the text in the file, with whichever model. */
export function isPresent(variant: string): boolean {
  return variant === presentId || variant.startsWith(`${presentId} `);
}

/** A file that is no prompt by itself as a text to compare `own` with: one message, in the role of its only one. */
export function promptOfFile(text: string, path: string, own: Pick<Prompt, 'messages'>): Prompt {
  const [first, ...others] = own.messages;
  const role = first !== undefined && others.length === 0 ? first.role : 'user';
  return promptFromText([{ role, text: text.replaceAll('\r\n', '\n').trim() }], { path });
}

/** The texts of a run in order: what was before, the present text, what may follow. */
export function textsOf(
  prompt: Prompt | undefined,
  alternatives: readonly Alternative[],
  presentTitle: string,
): readonly TextVariant[] {
  const on = othersThan(prompt, alternatives).filter((alternative) => alternative.on);
  const present = prompt && { id: presentId, title: presentTitle, prompt, earlier: false, usedCaseIds: [] };
  return [
    ...on.filter(({ earlier }) => earlier),
    ...(present === undefined ? [] : [present]),
    ...on.filter(({ earlier }) => !earlier),
  ];
}

/** Every text with every model. A variant is named by what tells it from the others. */
export function crossed(
  texts: readonly TextVariant[],
  models: readonly OfferedModel[],
  sampling: Variant['sampling'],
): readonly { readonly variant: Variant; readonly prompt: Prompt }[] {
  return texts.flatMap(({ id, title, prompt }) =>
    models.map(({ info: { ref, title: model } }, index) => {
      const names = [
        ...(texts.length > 1 || models.length === 1 ? [title] : []),
        ...(models.length > 1 ? [model] : []),
      ];
      const as = {
        id: index === 0 ? id : `${id} ${index + 1}`,
        title: names.join(titleSeparator),
        model: ref,
        sampling,
      };
      return { variant: variantOf(prompt, as), prompt };
    }),
  );
}

/** Alternatives with one more, which takes the place of one of the same text; the present text is none. */
export function withAlternative(
  alternatives: readonly Alternative[],
  added: Alternative,
  present: Prompt | undefined,
): readonly Alternative[] {
  const hash = added.prompt.contentHash;
  if (hash === present?.contentHash) return alternatives;
  const others = alternatives.filter(({ id, prompt }) => id !== added.id && prompt.contentHash !== hash);
  return [...others, added];
}

/** The alternatives that read otherwise than the file does now; the others come back under their names once they do. */
export function othersThan(
  prompt: Prompt | undefined,
  alternatives: readonly Alternative[],
): readonly Alternative[] {
  return alternatives.filter(({ prompt: { contentHash } }) => contentHash !== prompt?.contentHash);
}

/** Alternatives with the text that one of them, or a variant of an earlier run, took the place of in the file. */
export function withReplaced(
  alternatives: readonly Alternative[],
  before: Prompt,
  title: string,
): readonly Alternative[] {
  const { contentHash } = before;
  if (alternatives.some(({ prompt }) => prompt.contentHash === contentHash)) return alternatives;
  const titles = alternatives.map((each) => each.title);
  const was = { id: `before ${contentHash}`, title: numbered(title, titles), prompt: before, earlier: true };
  return [...alternatives, { ...was, usedCaseIds: [], on: true }];
}

/** A title that is not taken: with a number where it is. */
export function numbered(title: string, taken: readonly string[]): string {
  let name = title;
  for (let number = 2; taken.includes(name); number++) name = `${title} ${number}`;
  return name;
}
