import { problemOf } from '../../base/problem.ts';
import { phrase } from '../../base/text.ts';
import type { TrialRunEvent } from '../../core.ts';
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
import type { OnceMessage, OnceView } from './protocol.ts';
import { type Attempt, replyView, rightOf } from './replies.ts';
import { isEdited, singleSetup, typedInput } from './single.ts';
import { onceTexts as texts } from './texts.ts';

/** Replies kept to compare with, besides the last one. */
const keptReplies = 5;
/** Characters of a message that the page shows of a request. */
const shownCharacters = 20_000;
/** Rows of the cases file offered. */
const offeredRows = 200;

/** The room where a prompt is run once: its request as it would be sent, edited on the spot, and the reply as it comes. */
export class OnceController {
  readonly #context: RoomContext;
  readonly #setup: SetupController;
  readonly #cases: CasesController;
  /** Texts edited here, by prompt. */
  readonly #drafts = new Map<string, readonly string[]>();
  #row = typedInput;
  #attempts: readonly Attempt[] = [];
  #stop: AbortController | undefined;
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
        return this.#stop?.abort();
      case 'input':
        this.#row = message.id;
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
        this.#drafts.delete(this.#promptId());
        return this.#changed();
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

  /** Ends a request under way; what has arrived is kept. */
  dispose(): void {
    this.#stop?.abort();
  }

  view(): OnceView {
    const { ports } = this.#context;
    const locale = ports.locale();
    const tell = tellerOf(locale);
    const setup = this.#single();
    const world = { locale, trusted: ports.trusted(), prompts: ports.prompts() };
    const rows = (this.#setup.current.casesFile?.cases ?? []).slice(0, offeredRows);
    const isTyped = this.#row === typedInput || !rows.some(({ id }) => id === this.#row);
    const blocked = blockedBy(setup, world, tell);
    const file = this.#setup.current.prompt?.prompt;
    const drafts = this.#texts();
    const [last, ...earlier] = this.#attempts;
    return {
      inputs: [
        { id: typedInput, label: tell(texts.typed) },
        ...rows.map(({ id }) => ({ id, label: tell(texts.row, { case: id }) })),
      ],
      input: isTyped ? typedInput : this.#row,
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
      running: this.#stop !== undefined,
      ...(last === undefined ? {} : { reply: replyView(last, locale) }),
      earlier: earlier.map((attempt) => replyView(attempt, locale)),
    };
  }

  #single(): Setup {
    return singleSetup(this.#setup.current, this.#row, this.#texts());
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

  #promptId(): string {
    return this.#setup.current.prompt?.id ?? '';
  }

  /** The texts edited here; those of a prompt that has gained or lost a message since fit it no more. */
  #texts(): readonly string[] | undefined {
    const drafts = this.#drafts.get(this.#promptId());
    return drafts?.length === this.#fileTexts().length ? drafts : undefined;
  }

  #fileTexts(): readonly string[] {
    return this.#setup.current.prompt?.prompt.messages.map(({ text }) => text) ?? [];
  }

  #draft(drafts: readonly string[]): void {
    this.#drafts.set(this.#promptId(), drafts);
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
    if (plan === undefined || chosen === undefined || inFile === undefined || this.#stop !== undefined)
      return;
    if (this.view().blocked !== undefined) return;
    const stop = new AbortController();
    this.#stop = stop;
    notice(undefined);
    this.#begin(plan, inFile);
    publish();
    const { prompt, workspace } = chosen;
    const text = prompt.messages.map((message) => message.text).join('\n\n');
    const prompts = plan.variants.map(({ id: variant }) => {
      const { lineage, contentHash } = prompt;
      return { variant, lineage, contentHash, text };
    });
    try {
      const start = { plan: { ...plan, useCache: false }, prompts, workspace, startedBy: 'editor' } as const;
      for await (const event of ports.core.runTrial(start, stop.signal)) this.#receive(event);
    } catch (thrown) {
      if (!stop.signal.aborted) this.#last({ notes: [problemOf(thrown).phrase] });
    }
    if (stop.signal.aborted) this.#last({ notes: [phrase(texts.stopped)] });
    this.#stop = undefined;
    publish();
    await this.#setup.repliesArrived();
  }

  #begin(plan: TrialPlan, prompt: PanelPrompt): void {
    const price = this.#setup.priceOf(plan.variants[0]?.model);
    const known = this.#setup.current.casesFile?.cases ?? [];
    const attempt: Attempt = {
      number: (this.#attempts[0]?.number ?? 0) + 1,
      model: this.#setup.modelFacts(plan.variants),
      edited: isEdited(prompt.prompt, this.#texts()),
      prompt,
      sampled: { id: this.#row, inputs: plan.cases[0]?.inputs ?? {} },
      expected: known.flatMap(({ expected }) => expected ?? []),
      arrived: '',
      notes: [],
      ...(price === undefined ? {} : { price }),
    };
    this.#attempts = [attempt, ...this.#attempts.slice(0, keptReplies)];
  }

  #receive(event: TrialRunEvent): void {
    switch (event.type) {
      case 'delta':
        this.#last({ arrived: (this.#attempts[0]?.arrived ?? '') + event.text });
        break;
      case 'outcome':
        this.#last({ outcome: event.outcome });
        break;
      case 'retry': {
        const again = phrase(texts.waiting, { seconds: Math.ceil(event.waits / 1000) });
        this.#last({ arrived: '', notes: [event.failure.phrase, again] });
        break;
      }
      case 'started':
      case 'stopped':
      case 'finished':
        break;
    }
    this.#context.publishSoon();
  }

  #last(part: Partial<Attempt>): void {
    const [last, ...earlier] = this.#attempts;
    if (last !== undefined) this.#attempts = [{ ...last, ...part }, ...earlier];
  }

  /** Keeps the answer of a reply, or the one that would have been right, with the inputs it was sampled with. */
  async #keepCase(number: number, answer: string | undefined): Promise<void> {
    const attempt = this.#attempts.find((each) => each.number === number);
    if (attempt?.outcome?.type !== 'reply') return;
    const expected = (answer ?? rightOf(attempt.outcome, attempt)).trim();
    if (expected !== '') await this.#cases.keep(attempt.prompt, attempt.sampled, expected);
  }

  async #write(): Promise<void> {
    const prompt = this.#setup.current.prompt;
    const drafts = this.#texts();
    if (prompt === undefined || drafts === undefined) return;
    const edits = editsToTexts(prompt.prompt, drafts);
    if (await this.#context.ports.actions.write(prompt, edits)) this.#drafts.delete(prompt.id);
    this.#changed();
  }

  async #copy(copy: RequestCopy): Promise<void> {
    const request = this.#requestOf(this.#single());
    if (request !== undefined) await this.#context.ports.actions.copy(copyOf(request, copy));
  }

  async #copyReply(): Promise<void> {
    const [last] = this.#attempts;
    const text = last?.outcome?.type === 'reply' ? last.outcome.text : last?.arrived;
    if (text !== undefined) await this.#context.ports.actions.copy(text);
  }
}
