import { problemOf } from '../../base/problem.ts';
import { phrase } from '../../base/text.ts';
import type { TrialRunEvent } from '../../core.ts';
import type { StoredRun } from '../../history/types.ts';
import { copiesOf, copyOf, type RequestCopy } from '../../models/requestCopies.ts';
import type { ModelRequest } from '../../models/types.ts';
import { fillHoles } from '../../prompt/holes.ts';
import { editsToTexts } from '../../rewrite/diff.ts';
import type { Estimate } from '../../trials/estimate.ts';
import { renderRequest } from '../../trials/plan.ts';
import type { TrialPlan } from '../../trials/types.ts';
import type { CasesController } from '../cases/controller.ts';
import type { PanelPrompt } from '../ports.ts';
import type { RoomContext } from '../room.ts';
import type { SetupController } from '../setup/controller.ts';
import { chosenModel, type Setup } from '../setup/setup.ts';
import { blockedBy, estimateLines } from '../setup/view.ts';
import { tellerOf } from '../teller.ts';
import { targetOf } from '../trials/keep.ts';
import { type Desk, Desks, inFront } from './desks.ts';
import type { OnceMessage, OnceView } from './protocol.ts';
import { type Attempt, replyView, rightOf, textOf } from './replies.ts';
import { isEdited, singleSetup, typedInput } from './single.ts';
import { onceTexts as texts } from './texts.ts';

/** Characters of a message that the page shows of a request. */
const shownCharacters = 20_000;
/** Rows of the cases file offered. */
const offeredRows = 200;

/** The room where a prompt is run once: its request as it would be sent, edited on the spot, and the reply as it comes. */
export class OnceController {
  readonly #context: RoomContext;
  readonly #setup: SetupController;
  readonly #cases: CasesController;
  /** What was chosen, edited and asked of each prompt. */
  readonly #desks = new Desks();
  #estimate: Estimate | undefined;
  #estimateVersion = 0;

  constructor(context: RoomContext, setup: SetupController, cases: CasesController) {
    this.#cases = cases;
    this.#context = context;
    this.#setup = setup;
    setup.onChanged(() => this.#estimateAgain());
  }

  async handle(message: OnceMessage): Promise<void> {
    switch (message.type) {
      case 'run':
        return this.#run();
      case 'stop':
        return this.#desk.stop?.abort();
      case 'input':
        this.#desks.change(this.#promptId, { row: message.id });
        return this.#changed();
      case 'edit':
        return this.#draft(this.#fileTexts());
      case 'draft':
        return this.#draft(
          (this.#texts() ?? this.#fileTexts()).map((text, turn) =>
            turn === message.turn ? message.text : text,
          ),
        );
      case 'discard':
        return this.#draft(undefined);
      case 'write':
        return this.#write();
      case 'keepCase':
        return this.#keepCase(message.number, message.answer);
      case 'copy':
        return this.#copy(message.copy);
      case 'copyReply':
        return this.#copyReply();
    }
  }

  /** Shows the reply of a stored run under its prompt; false where that prompt is not open. */
  async showRun(run: StoredRun): Promise<boolean> {
    const { ports } = this.#context;
    const prompt = targetOf(run, ports.prompts());
    const [sampled] = run.plan.cases;
    if (prompt === undefined || sampled === undefined) return false;
    const [outcome] = await ports.core.history.outcomes(run.id);
    await this.#setup.open(prompt);
    const { stop, attempts } = this.#desk;
    if (stop !== undefined || prompt.id !== this.#promptId) return true;
    const known = attempts.find(({ runId }) => runId === run.id);
    const stored = this.#attempt(run.plan, prompt, {
      runId: run.id,
      sampled,
      edited: run.prompts.every(({ contentHash }) => contentHash !== prompt.prompt.contentHash),
      notes: [phrase(texts.stopped)],
      ...(outcome === undefined ? {} : { outcome }),
    });
    this.#desks.change(prompt.id, { attempts: inFront(known ?? stored, attempts) });
    this.#context.publish();
    return true;
  }

  /** Ends requests under way; what has arrived is kept. */
  dispose(): void {
    this.#desks.stopAll();
  }

  view(): OnceView {
    const { ports } = this.#context;
    const locale = ports.locale();
    const tell = tellerOf(locale);
    const setup = this.#single();
    const world = { locale, trusted: ports.trusted(), prompts: ports.prompts() };
    const rows = (this.#setup.current.casesFile?.cases ?? []).slice(0, offeredRows);
    const { row, attempts, stop } = this.#desk;
    const isTyped = row === typedInput || !rows.some(({ id }) => id === row);
    const blocked = blockedBy(setup, world, tell);
    const file = this.#setup.current.prompt?.prompt;
    const drafts = this.#texts();
    const [last, ...earlier] = attempts;
    return {
      inputs: [
        { id: typedInput, label: tell(texts.typed) },
        ...rows.map(({ id }) => ({ id, label: tell(texts.row, { case: id }) })),
      ],
      input: isTyped ? typedInput : row,
      needsTask: isTyped,
      showsHoles: isTyped,
      rendered: this.#rendered(setup),
      ...(drafts === undefined || file === undefined
        ? {}
        : { drafts: file.messages.map(({ role }, turn) => ({ role, text: drafts[turn] ?? '' })) }),
      changed: file !== undefined && isEdited(file, drafts),
      size: estimateLines(this.#estimate, chosenModel(setup), tell, locale),
      ...(blocked === undefined ? {} : { blocked }),
      copies:
        blocked === undefined
          ? copiesOf({ model: this.#requestOf(setup)?.model ?? { provider: '', model: '' } })
          : [],
      running: stop !== undefined,
      ...(last === undefined ? {} : { reply: replyView(last, locale) }),
      earlier: earlier.map((attempt) => replyView(attempt, locale)),
    };
  }

  #single(): Setup {
    return singleSetup(this.#setup.current, this.#desk.row, this.#texts());
  }

  /** The messages as they would be sent; a hole without a value stays visible. */
  #rendered(setup: Setup): OnceView['rendered'] {
    const request = this.#requestOf(setup);
    const messages =
      request?.messages ??
      (setup.prompt?.prompt.messages ?? []).map((message) => ({
        role: message.role === 'tool' ? ('user' as const) : message.role,
        content: fillHoles(message, setup.typed),
      }));
    return messages.map(({ role, content }) => ({
      role,
      content: content.length <= shownCharacters ? content : `${content.slice(0, shownCharacters)}…`,
    }));
  }

  #requestOf(setup: Setup): ModelRequest | undefined {
    const plan = this.#setup.planOf(setup)?.plan;
    const [variant] = plan?.variants ?? [];
    const [only] = plan?.cases ?? [];
    return variant && only && renderRequest(variant, only);
  }

  get #promptId(): string {
    return this.#setup.current.prompt?.id ?? '';
  }

  get #desk(): Desk {
    return this.#desks.of(this.#promptId);
  }

  /** The texts edited here; those of a prompt that has gained or lost a message since fit it no more. */
  #texts(): readonly string[] | undefined {
    const { drafts } = this.#desk;
    return drafts?.length === this.#fileTexts().length ? drafts : undefined;
  }

  #fileTexts(): readonly string[] {
    return this.#setup.current.prompt?.prompt.messages.map(({ text }) => text) ?? [];
  }

  #draft(drafts: readonly string[] | undefined): void {
    this.#desks.change(this.#promptId, { drafts });
    this.#changed();
  }

  #changed(): void {
    this.#context.publish();
    this.#estimateAgain();
  }

  #estimateAgain(): void {
    const version = ++this.#estimateVersion;
    const plan = this.#setup.planOf(this.#single())?.plan;
    this.#setup.estimate(plan).then(
      (estimate) => {
        if (version !== this.#estimateVersion) return;
        this.#estimate = estimate;
        this.#context.publishSoon();
      },
      (thrown) => this.#context.notice(problemOf(thrown)),
    );
  }

  async #run(): Promise<void> {
    const { ports, notice, publish } = this.#context;
    const setup = this.#single();
    const plan = this.#setup.planOf(setup)?.plan;
    const chosen = setup.prompt;
    const inFile = this.#setup.current.prompt;
    if (plan === undefined || chosen === undefined || inFile === undefined || this.#desk.stop !== undefined)
      return;
    if (this.view().blocked !== undefined) return;
    const stop = new AbortController();
    notice(undefined);
    this.#begin(plan, inFile, stop);
    publish();
    const { prompt, workspace } = chosen;
    const text = prompt.messages.map((message) => message.text).join('\n\n');
    const prompts = plan.variants.map(({ id: variant }) => {
      const { lineage, contentHash } = prompt;
      return { variant, lineage, contentHash, text };
    });
    try {
      const start = { plan: { ...plan, useCache: false }, prompts, workspace, startedBy: 'editor' } as const;
      for await (const event of ports.core.runTrial(start, stop.signal)) this.#receive(inFile.id, event);
    } catch (thrown) {
      if (!stop.signal.aborted) this.#desks.changeLast(inFile.id, { notes: [problemOf(thrown).phrase] });
    }
    if (stop.signal.aborted) this.#desks.changeLast(inFile.id, { notes: [phrase(texts.stopped)] });
    this.#desks.changeLast(inFile.id, { isComing: false });
    this.#desks.change(inFile.id, { stop: undefined });
    publish();
    await this.#setup.repliesArrived();
  }

  #begin(plan: TrialPlan, prompt: PanelPrompt, stop: AbortController): void {
    const { attempts, row } = this.#desk;
    const attempt = this.#attempt(plan, prompt, {
      sampled: { id: row, inputs: plan.cases[0]?.inputs ?? {} },
      edited: isEdited(prompt.prompt, this.#texts()),
      isComing: true,
    });
    this.#desks.change(prompt.id, { attempts: inFront(attempt, attempts), stop });
  }

  #attempt(
    plan: TrialPlan,
    prompt: PanelPrompt,
    part: Pick<Attempt, 'sampled' | 'edited'> & Partial<Attempt>,
  ): Attempt {
    const price = this.#setup.priceOf(plan.variants[0]?.model);
    const known = this.#setup.current.casesFile?.cases ?? [];
    return {
      number: Math.max(0, ...this.#desk.attempts.map(({ number }) => number)) + 1,
      model: this.#setup.modelFacts(plan.variants),
      prompt,
      expected: known.flatMap(({ expected }) => expected ?? []),
      arrived: '',
      isComing: false,
      notes: [],
      ...(price === undefined ? {} : { price }),
      ...part,
    };
  }

  #receive(promptId: string, event: TrialRunEvent): void {
    switch (event.type) {
      case 'delta':
        this.#desks.changeLast(promptId, {
          arrived: (this.#desks.of(promptId).attempts[0]?.arrived ?? '') + event.text,
        });
        break;
      case 'outcome':
        this.#desks.changeLast(promptId, { outcome: event.outcome });
        break;
      case 'retry': {
        const again = phrase(texts.waiting, { seconds: Math.ceil(event.waits / 1000) });
        this.#desks.changeLast(promptId, { arrived: '', notes: [event.failure.phrase, again] });
        break;
      }
      case 'started':
        this.#desks.changeLast(promptId, { runId: event.runId });
        break;
      case 'stopped':
      case 'finished':
        break;
    }
    this.#context.publishSoon();
  }

  /** Keeps the answer of a reply, or the one that would have been right, with the inputs it was sampled with. */
  async #keepCase(number: number, answer: string | undefined): Promise<void> {
    const attempt = this.#desk.attempts.find((each) => each.number === number);
    const expected = (answer ?? (attempt && rightOf(attempt)) ?? '').trim();
    if (attempt !== undefined && expected !== '')
      await this.#cases.keep(attempt.prompt, attempt.sampled, expected);
  }

  async #write(): Promise<void> {
    const prompt = this.#setup.current.prompt;
    const drafts = this.#texts();
    if (prompt === undefined || drafts === undefined) return;
    const edits = editsToTexts(prompt.prompt, drafts);
    if (await this.#context.ports.actions.write(prompt, edits))
      this.#desks.change(prompt.id, { drafts: undefined });
    this.#changed();
  }

  async #copy(copy: RequestCopy): Promise<void> {
    const request = this.#requestOf(this.#single());
    if (request !== undefined) await this.#context.ports.actions.copy(copyOf(request, copy));
  }

  async #copyReply(): Promise<void> {
    const [last] = this.#desk.attempts;
    if (last !== undefined) await this.#context.ports.actions.copy(textOf(last));
  }
}
