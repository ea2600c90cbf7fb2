import type { Json } from '../../base/json.ts';
import type { Phrase } from '../../base/text.ts';
import type { CheckSpec } from '../../prompt/types.ts';
import { readSpecs, specProblem, unwrapped } from '../checking/specs.ts';
import { checks } from '../checks/index.ts';
import { type CaseProblem, caseProblem, checksColumn, type Row } from './rows.ts';

/** The checks of a row: those under `checks`, as a list or as its JSON, and one per column that is named as a check. */
export async function readChecks(
  row: Omit<Row, 'place'>,
  isInput: (column: string) => boolean,
  problems: CaseProblem[],
): Promise<readonly CheckSpec[]> {
  const { line, values } = row;
  const written = row.checks ?? (isInput(checksColumn) ? undefined : jsonOf(values.get(checksColumn)));
  if (written === unreadable) problems.push(caseProblem('bad-checks-column', line, { example }));
  const listed =
    written === undefined || written === unreadable ? { specs: [], problems: [] } : readSpecs(written);
  const ofColumns = checks.flatMap(({ id }): readonly CheckSpec[] => {
    const text = isInput(id) ? undefined : values.get(id);
    return text === undefined || text === ''
      ? []
      : [{ check: id, parameter: unwrapped(id, parameterOf(text)) }];
  });
  const usable: CheckSpec[] = [];
  const bad = [...listed.problems];
  for (const spec of [...listed.specs, ...ofColumns]) {
    const problem = await specProblem(spec);
    if (problem === undefined) usable.push(spec);
    else bad.push(problem);
  }
  for (const { phrase } of bad) problems.push(atLine(line, phrase));
  return usable;
}

/** A check's sentence, told with its line. */
function atLine(line: number, { text, values }: Phrase): CaseProblem {
  const { en, 'zh-cn': zh } = text;
  const placed = { en: `Line {line}: ${en}`, 'zh-cn': `第 {line} 行：${zh}` };
  return { code: 'bad-check', line, phrase: { text: placed, values: { ...values, line } } };
}

const example = '[{"contains": "…"}]';
const unreadable = Symbol('unreadable');

function jsonOf(text: string | undefined): Json | undefined | typeof unreadable {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return unreadable;
  }
}

/** A parameter in a column of its own is text, or a JSON object or list. */
function parameterOf(text: string): Json {
  const value = /^\s*[{[]/.test(text) ? jsonOf(text) : undefined;
  return value === undefined || value === unreadable ? text : value;
}
