import type { Case, Inputs, Prompt } from '../../prompt/types.ts';
import type { CaseFormat } from '../../trials/cases.ts';
import {
  acceptCase,
  appendCases,
  type CasePart,
  type NewCase,
  rejectCase,
  updateCase,
} from '../../trials/editCases.ts';
import { inputNames } from '../../trials/plan.ts';

/** A change of a cases file. */
export type CasesChange =
  | { readonly type: 'append'; readonly cases: readonly NewCase[] }
  | { readonly type: 'update'; readonly id: string; readonly part: CasePart }
  | { readonly type: 'accept' | 'remove'; readonly ids: readonly string[] };

/** The text of a cases file after a change; rejects with a `ProblemError` where the file cannot take it. */
export async function changedCases(
  text: string,
  format: CaseFormat,
  prompt: Prompt,
  change: CasesChange,
): Promise<string> {
  switch (change.type) {
    case 'append':
      return (await appendCases(text, format, change.cases)).text;
    case 'update':
      return updateCase(text, format, inputNames(prompt), change.id, change.part);
    case 'accept':
    case 'remove': {
      const settle = change.type === 'accept' ? acceptCase : rejectCase;
      let present = text;
      // From the end, because rows without an id are named by their position.
      for (const id of change.ids.toReversed())
        present = await settle(present, format, inputNames(prompt), id);
      return present;
    }
  }
}

/** What a reply was sampled with. */
export type Sampled = Pick<Case, 'id' | 'inputs'>;

/** The row that holds the inputs of a reply; of several the one with the id it was sampled as. */
export function rowOfReply(cases: readonly Case[], { id, inputs }: Sampled): Case | undefined {
  const same = cases.filter((row) => holds(row.inputs, inputs));
  return same.find((row) => row.id === id) ?? same[0];
}

/** The values that a prompt needs, and the names of those that are missing. */
export function neededInputs(
  prompt: Prompt,
  values: Inputs,
): { readonly inputs: Inputs; readonly missing: readonly string[] } {
  const names = inputNames(prompt);
  const given = names.filter((name) => Object.hasOwn(values, name));
  return {
    inputs: Object.fromEntries(given.map((name) => [name, values[name] ?? ''])),
    missing: names.filter((name) => !given.includes(name)),
  };
}

/** A row may have columns that the prompt does not use. */
function holds(row: Inputs, inputs: Inputs): boolean {
  return Object.entries(inputs).every(([name, value]) => Object.hasOwn(row, name) && row[name] === value);
}
