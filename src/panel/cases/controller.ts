import { oneLine } from '../../base/format.ts';
import { joinedPhrases, type PhraseValues, phrase, type Text } from '../../base/text.ts';
import type { Case, CheckSpec } from '../../prompt/types.ts';
import { pastedCases } from '../../trials/cases.ts';
import type { NewCase } from '../../trials/editCases.ts';
import { inputNames } from '../../trials/plan.ts';
import type { CasesFile, PanelPrompt } from '../ports.ts';
import type { RoomContext } from '../room.ts';
import { type CheckDraft, typedCheck, withCheck } from '../setup/checks.ts';
import type { SetupController } from '../setup/controller.ts';
import { casesProblems } from '../setup/setup.ts';
import { type CasesChange, neededInputs, rowOfReply, type Sampled } from './change.ts';
import { Proposer } from './proposer.ts';
import type { CasesMessage, CasesView } from './protocol.ts';
import { casesSentences as texts } from './texts.ts';
import { casesView, draftOf, type Pasted, type TypedCase } from './view.ts';

const untyped: TypedCase = { inputs: new Map(), expected: '' };
/** Characters of an answer that a sentence shows. */
const toldCharacters = 60;

/** The room of the cases file beside the prompt: its rows, and every way to more of them. */
export class CasesController {
  readonly #context: RoomContext;
  readonly #setup: SetupController;
  readonly #proposer: Proposer;
  /** Rows being typed, by prompt. */
  readonly #typed = new Map<string, TypedCase>();
  #promptId: string | undefined;
  #page = 0;
  #pasted: Pasted | undefined;
  #pasteVersion = 0;
  /** Checks being typed for rows of the prompt, by row. */
  readonly #typedChecks = new Map<string, CheckDraft>();

  constructor(context: RoomContext, setup: SetupController) {
    this.#context = context;
    this.#setup = setup;
    this.#proposer = new Proposer(context, setup);
    setup.onChanged(() => this.#entered());
  }

  async handle(message: CasesMessage): Promise<void> {
    const prompt = this.#setup.current.prompt;
    if (prompt === undefined) return;
    switch (message.type) {
      case 'open':
        return this.#context.ports.actions.openCases(prompt, message.line);
      case 'page':
        this.#page = message.page;
        return this.#context.publish();
      case 'draftInput':
        return this.#type({ inputs: new Map(this.#draft.inputs).set(message.name, message.text) });
      case 'draftExpected':
        return this.#type({ expected: message.text });
      case 'add':
        return this.#add(prompt);
      case 'paste':
        return this.#paste(prompt, message.text, this.#pasted?.asHeader);
      case 'pasteHeader':
        return this.#paste(prompt, this.#pasted?.text ?? '', message.on);
      case 'addPasted':
        return this.#addPasted(prompt);
      case 'expected':
        return this.#expect(prompt, message.id, message.text.trim());
      case 'typeCheck':
        return this.#typeCheck(message.id, { check: message.check, text: message.text });
      case 'addCheck':
        return this.#addCheck(prompt, message.id, { check: message.check, text: message.text });
      case 'removeCheck':
        return this.#writeChecks(prompt, message.id, (checks) => checks.toSpliced(message.index, 1));
      case 'delete':
      case 'reject':
        return this.#change(prompt, { type: 'remove', ids: [message.id] }, texts.removed, {
          case: message.id,
        });
      case 'accept':
        return this.#change(prompt, { type: 'accept', ids: [message.id] }, texts.accepted, {
          case: message.id,
        });
      case 'acceptAll':
        return this.#settleAll(prompt, 'accept', texts.acceptedSeveral);
      case 'rejectAll':
        return this.#settleAll(prompt, 'remove', texts.removedSeveral);
      case 'proposalModel':
        return this.#proposer.choose(message.id);
      case 'propose':
        return this.#propose(prompt);
      case 'stopProposing':
        return this.#proposer.stop();
    }
  }

  /**
   * Keeps the answer of a reply, right or corrected by hand, with the inputs it was sampled with: in the row that has them,
   * else in a new one.
   */
  async keep(prompt: PanelPrompt, sampled: Sampled, expected: string): Promise<void> {
    const { ports, closing, done } = this.#context;
    const { inputs, missing } = neededInputs(prompt.prompt, sampled.inputs);
    if (missing.length > 0) return this.#refuse(texts.valuesMissing, { names: missing });
    const present = await ports.cases(prompt, closing);
    const row = rowOfReply(present?.cases ?? [], { ...sampled, inputs });
    const values = { file: present?.name ?? '', expected: oneLine(expected, toldCharacters) };
    if (row === undefined) return this.#append(prompt, [{ inputs, expected }], texts.kept, values);
    if (row.expected === expected) return done(phrase(texts.already, { ...values, case: row.id }));
    const change = { type: 'update', id: row.id, part: { expected } } as const;
    return this.#change(prompt, change, texts.expects, { ...values, case: row.id });
  }

  view(): CasesView {
    const { ports } = this.#context;
    const { current } = this.#setup;
    const { prompt, casesFile: file } = current;
    return casesView({
      locale: ports.locale(),
      ...(prompt === undefined ? {} : { prompt }),
      ...(file === undefined ? {} : { file: { ...file, problems: casesProblems(current) } }),
      newName: prompt === undefined ? '' : ports.newCasesName(prompt),
      page: this.#page,
      typed: this.#draft,
      ...(this.#pasted === undefined ? {} : { pasted: this.#pasted }),
      typedChecks: this.#typedChecks,
      proposal: this.#proposer.view(),
    });
  }

  dispose(): void {
    this.#proposer.stop();
  }

  /** What was looked at and pasted belongs to one prompt. */
  #entered(): void {
    const id = this.#setup.current.prompt?.id;
    if (id !== this.#promptId) {
      this.#promptId = id;
      this.#page = 0;
      this.#pasted = undefined;
      this.#typedChecks.clear();
    }
    this.#proposer.estimateAgain();
  }

  get #draft(): TypedCase {
    return this.#typed.get(this.#setup.current.prompt?.id ?? '') ?? untyped;
  }

  #type(part: Partial<TypedCase>): void {
    this.#typed.set(this.#setup.current.prompt?.id ?? '', { ...this.#draft, ...part });
    this.#context.publish();
  }

  async #add(prompt: PanelPrompt): Promise<void> {
    const draft = draftOf({ prompt, typed: this.#draft });
    if (!draft.complete) return;
    const inputs = Object.fromEntries(draft.inputs.map(({ name, value }) => [name, value]));
    const expected = draft.expected.trim();
    await this.#append(prompt, [{ inputs, ...(expected === '' ? {} : { expected }) }], texts.added, {}, () =>
      this.#typed.delete(prompt.id),
    );
  }

  /** `asHeader` is what the user said of the first row. */
  async #paste(prompt: PanelPrompt, text: string, asHeader: boolean | undefined): Promise<void> {
    const version = ++this.#pasteVersion;
    const read = async (): Promise<Pasted> => ({
      text,
      ...(asHeader === undefined ? {} : { asHeader }),
      ...(await pastedCases(text, inputNames(prompt.prompt), asHeader)),
    });
    const pasted = text.trim() === '' ? undefined : await read();
    if (version !== this.#pasteVersion || this.#promptId !== prompt.id) return;
    this.#pasted = pasted;
    this.#context.publish();
  }

  async #addPasted(prompt: PanelPrompt): Promise<void> {
    const cases = this.#pasted?.cases ?? [];
    if (cases.length === 0) return;
    const text = cases.length === 1 ? texts.added : texts.addedSeveral;
    await this.#append(prompt, cases, text, { count: cases.length }, () => {
      this.#pasted = undefined;
    });
  }

  async #expect(prompt: PanelPrompt, id: string, expected: string): Promise<void> {
    const row = this.#row(id);
    if (row === undefined || (row.expected ?? '') === expected) return;
    const text = expected === '' ? texts.expectsNothing : texts.expects;
    const values = { case: id, expected: oneLine(expected, toldCharacters) };
    await this.#change(prompt, { type: 'update', id, part: { expected } }, text, values);
  }

  #typeCheck(id: string, draft: CheckDraft): void {
    this.#typedChecks.set(id, draft);
    this.#context.publish();
  }

  async #addCheck(prompt: PanelPrompt, id: string, written: CheckDraft): Promise<void> {
    const typed = await typedCheck(written.check, written.text);
    const { checks, draft } = withCheck(this.#row(id)?.checks ?? [], written, typed);
    this.#typeCheck(id, draft);
    if (draft.problem === undefined) await this.#writeChecks(prompt, id, () => checks);
  }

  async #writeChecks(
    prompt: PanelPrompt,
    id: string,
    after: (checks: readonly CheckSpec[]) => readonly CheckSpec[],
  ): Promise<void> {
    const row = this.#row(id);
    if (row === undefined) return;
    const part = { checks: after(row.checks ?? []) };
    await this.#change(prompt, { type: 'update', id, part }, texts.checked, { case: id });
  }

  async #settleAll(prompt: PanelPrompt, type: 'accept' | 'remove', text: Text): Promise<void> {
    const proposed = this.#setup.current.casesFile?.cases.filter((each) => each.proposed) ?? [];
    if (proposed.length === 0) return;
    const ids = proposed.map(({ id }) => id);
    await this.#change(prompt, { type, ids }, text, { count: ids.length });
  }

  async #propose(prompt: PanelPrompt): Promise<void> {
    const proposed = await this.#proposer.propose(prompt);
    if (proposed === undefined) return;
    const { cases, leftOut } = proposed;
    const file = await this.#written(prompt, { type: 'append', cases });
    if (file === undefined) return;
    const added = phrase(texts.proposedSeveral, { count: cases.length, file: file.name });
    this.#context.done(joinedPhrases([added, ...leftOut]));
  }

  async #append(
    prompt: PanelPrompt,
    cases: readonly NewCase[],
    text: Text,
    values: PhraseValues,
    written?: () => void,
  ): Promise<void> {
    const change = { type: 'append', cases } as const;
    await this.#change(prompt, change, text, values, (file) => {
      written?.();
      return { case: file.cases.at(-1)?.id ?? '' };
    });
  }

  /** Writes a change, and says what was done; where it could not be written that was said already. */
  async #change(
    prompt: PanelPrompt,
    change: CasesChange,
    text: Text,
    values: PhraseValues,
    more: (file: CasesFile) => PhraseValues = () => ({}),
  ): Promise<void> {
    const file = await this.#written(prompt, change);
    if (file !== undefined) this.#context.done(phrase(text, { ...values, file: file.name, ...more(file) }));
  }

  /** The file after a change, read anew. */
  async #written(prompt: PanelPrompt, change: CasesChange): Promise<CasesFile | undefined> {
    const file = await this.#context.ports.actions.changeCases(prompt, change);
    if (file !== undefined) await this.#setup.casesChanged();
    return file;
  }

  #row(id: string): Case | undefined {
    return this.#setup.current.casesFile?.cases.find((each) => each.id === id);
  }

  #refuse(text: Text, values: PhraseValues): void {
    this.#context.notice({ code: 'case-not-kept', phrase: phrase(text, values) });
  }
}
