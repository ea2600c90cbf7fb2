import { oneLine } from '../../base/format.ts';
import { type Locale, say } from '../../base/text.ts';
import type { Case } from '../../prompt/types.ts';
import type { PastedCases } from '../../trials/cases.ts';
import { describeSpec } from '../../trials/checking/specs.ts';
import { inputNames } from '../../trials/plan.ts';
import type { CasesFile, PanelPrompt } from '../ports.ts';
import { type CheckDraft, checkChoices, draftView, emptyCheck } from '../setup/checks.ts';
import { type Teller, tellerOf } from '../teller.ts';
import type { CaseDraft, CaseRow, CasesView, InputValue, PasteView, ProposalView } from './protocol.ts';
import { casesSentences as texts } from './texts.ts';

/** Rows on a page. */
export const pageSize = 20;
const shownProblems = 10;
const shownCharacters = 4_000;

/** Rows read from the clipboard, with the text they were read from and what the user said of its first row. */
export interface Pasted extends PastedCases {
  readonly text: string;
  readonly asHeader?: boolean;
}

/** The row being typed. */
export interface TypedCase {
  readonly inputs: ReadonlyMap<string, string>;
  readonly expected: string;
}

/** What the room's view needs. */
export interface CasesContext {
  readonly locale: Locale;
  readonly prompt?: PanelPrompt;
  readonly file?: CasesFile;
  /** The file that would be made where there is none. */
  readonly newName: string;
  readonly page: number;
  readonly typed: TypedCase;
  readonly pasted?: Pasted;
  /** Checks being typed, by row. */
  readonly typedChecks: ReadonlyMap<string, CheckDraft>;
  readonly proposal: ProposalView;
}

/** Draws up the room. */
export function casesView(context: CasesContext): CasesView {
  const { locale, prompt, file, newName, proposal } = context;
  const tell = tellerOf(locale);
  const cases = file?.cases ?? [];
  const problems = file?.problems ?? [];
  const pages = Math.max(1, Math.ceil(cases.length / pageSize));
  const page = Math.min(context.page, pages - 1);
  return {
    hasPrompt: prompt !== undefined,
    exists: file !== undefined,
    file: file?.name ?? newName,
    summary: summaryOf(file, newName, tell),
    problems: problems
      .slice(0, shownProblems)
      .map(({ line, phrase }) => ({ line, text: say(phrase, locale) })),
    moreProblems: Math.max(0, problems.length - shownProblems),
    rows: cases.slice(page * pageSize, (page + 1) * pageSize).map((each) => rowOf(each, context)),
    page,
    pages,
    proposed: cases.filter(({ proposed }) => proposed).length,
    checkKinds: checkChoices(locale),
    draft: draftOf(context),
    paste: pasteOf(context, tell),
    proposal,
  };
}

/** The row being typed, for the inputs that the prompt has now. */
export function draftOf({ prompt, typed }: Pick<CasesContext, 'prompt' | 'typed'>): CaseDraft {
  const inputs = namesOf(prompt).map((name) => ({ name, value: typed.inputs.get(name) ?? '' }));
  const complete = inputs.length > 0 ? inputs.every(({ value }) => value !== '') : typed.expected !== '';
  return { inputs, expected: typed.expected, complete };
}

function summaryOf(file: CasesFile | undefined, newName: string, tell: Teller): string {
  if (file === undefined) return tell(texts.willBeMade, { file: newName });
  const count = file.cases.length;
  return count === 0
    ? tell(texts.isEmpty, { file: file.name })
    : tell(texts.holds, { file: file.name, count });
}

function rowOf({ id, inputs, expected, checks, proposed }: Case, context: CasesContext): CaseRow {
  const { locale, typedChecks } = context;
  const values = Object.entries(inputs).map(([name, value]): InputValue => ({ name, value: cut(value) }));
  return {
    id,
    summary: oneLine(values.map(({ value }) => value).join(' · '), 100),
    inputs: values,
    expected: expected ?? '',
    checks: (checks ?? []).map((spec, index) => ({
      id: String(index),
      label: say(describeSpec(spec), locale),
    })),
    typedCheck: draftView(typedChecks.get(id) ?? emptyCheck, locale),
    proposed: proposed === true,
  };
}

function pasteOf({ prompt, pasted, locale }: CasesContext, tell: Teller): PasteView {
  const columns = namesOf(prompt);
  const wanted = columns.length === 0 ? tell(texts.columnsAlone) : tell(texts.columns, { columns });
  if (pasted === undefined) return { text: '', summary: wanted, problems: [], moreProblems: 0, count: 0 };
  const { text, cases, problems, columns: read, hasHeader } = pasted;
  const taken = tell(hasHeader ? texts.headed : texts.headless, { columns: read });
  return {
    text,
    summary: [taken, tell(texts.pasted, { count: cases.length })].join(locale === 'en' ? ' ' : ''),
    header: hasHeader,
    problems: problems.slice(0, shownProblems).map(({ phrase }) => say(phrase, locale)),
    moreProblems: Math.max(0, problems.length - shownProblems),
    count: cases.length,
  };
}

function namesOf(prompt: PanelPrompt | undefined): readonly string[] {
  return prompt === undefined ? [] : inputNames(prompt.prompt);
}

function cut(value: string): string {
  return value.length <= shownCharacters ? value : `${value.slice(0, shownCharacters)}…`;
}
