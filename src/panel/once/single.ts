import { applyPlacedEdits } from '../../prompt/edit.ts';
import type { Prompt } from '../../prompt/types.ts';
import { editsToTexts } from '../../rewrite/diff.ts';
import { taskInput } from '../../trials/plan.ts';
import type { Setup } from '../setup/setup.ts';

/** Stands for the values typed in the form among the rows of the cases file. */
export const typedInput = '';

/** The form as one request has it: no cases, one sample, the values of a row where one is chosen, and the text as edited here. */
export function singleSetup(setup: Setup, row: string, drafts: readonly string[] | undefined): Setup {
  const inputs = setup.casesFile?.cases.find(({ id }) => id === row && id !== typedInput)?.inputs;
  const { prompt } = setup;
  const edited = prompt && drafts && { ...prompt, prompt: editedPrompt(prompt.prompt, drafts) };
  return {
    ...setup,
    ...(edited === undefined ? {} : { prompt: edited }),
    alternatives: [],
    checks: [],
    moreModels: [],
    useCases: false,
    fields: { ...setup.fields, samples: '1', ...(inputs?.[taskInput] && { task: inputs[taskInput] }) },
    typed: inputs ?? setup.typed,
  };
}

/** A prompt with other texts; marks `{{name}}` of its own holes stay holes. */
export function editedPrompt(prompt: Prompt, texts: readonly string[]): Prompt {
  return applyPlacedEdits(prompt, editsToTexts(prompt, texts));
}

/** True where texts differ from a prompt's. */
export function isEdited(prompt: Prompt, texts: readonly string[] | undefined): boolean {
  return texts !== undefined && prompt.messages.some(({ text }, turn) => text !== texts[turn]);
}
