import type { Case } from '../prompt/types.ts';

/** A case whose right answer is known. */
export type SolvedCase = Case & { readonly expected: string };

const longestValue = 1500;

/** The cases that can stand in a prompt: right answer known, all `names` given, short, no two with equal inputs. */
export function usableCases(cases: readonly Case[], names: readonly string[]): readonly SolvedCase[] {
  const seen = new Set<string>();
  return cases.filter((row): row is SolvedCase => {
    if (row.expected === undefined || row.expected.trim() === '') return false;
    const values = names.map((name) => (Object.hasOwn(row.inputs, name) ? row.inputs[name] : undefined));
    const fits = (value: string | undefined) =>
      value !== undefined && value.trim() !== '' && value.length <= longestValue && !value.includes('{{');
    const key = JSON.stringify(values);
    if (!values.every(fits) || row.expected.includes('{{') || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * How many of `cases` to show: one per answer where the answers are a few classes, two where each has them, else three; at most half of the cases
 * unless a class would be missing, and never all, so that some are left to measure with.
 */
export function exampleCount(cases: readonly SolvedCase[]): number {
  const groups = [...Map.groupBy(cases, ({ expected }) => expected).values()];
  const classes = groups.length;
  const rarest = Math.min(...groups.map(({ length }) => length));
  const areClasses = classes <= 6 && classes < cases.length;
  const wanted = areClasses ? (classes <= 3 && rarest > 1 ? 2 * classes : classes) : 3;
  const half = Math.ceil(cases.length / 2);
  const least = areClasses ? classes : 1;
  const most = Math.max(1, Math.min(wanted, Math.max(half, least), cases.length - 1));
  return areClasses && most > classes ? most - (most % classes) : most;
}

/**
 * Chooses `count` cases, taking turns between the answers in order of first appearance, so that no answer is shown more than one
 * more time than another and equal answers do not stand together.
 */
export function balancedCases(cases: readonly SolvedCase[], count: number): readonly SolvedCase[] {
  const byAnswer = new Map<string, SolvedCase[]>();
  for (const row of cases) byAnswer.set(row.expected, [...(byAnswer.get(row.expected) ?? []), row]);
  const chosen: SolvedCase[] = [];
  for (let round = 0; chosen.length < Math.min(count, cases.length); round++) {
    for (const rows of byAnswer.values()) {
      const row = rows[round];
      if (row !== undefined && chosen.length < count) chosen.push(row);
    }
  }
  return chosen;
}
