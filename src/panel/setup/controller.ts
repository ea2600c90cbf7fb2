import { Emitter } from '../../base/events.ts';
import { problemOf } from '../../base/problem.ts';
import { type AnswerTokens, answerTokens } from '../../history/answerTokens.ts';
import { followMove } from '../../history/followMove.ts';
import { lastUsed } from '../../history/lastUsed.ts';
import type { ModelInfo, ModelRef } from '../../models/types.ts';
import type { PlacedEdit } from '../../prompt/types.ts';
import { answerLength, type Estimate, estimatePlan } from '../../trials/estimate.ts';
import { planProblems, renderRequest } from '../../trials/plan.ts';
import type { TrialPlan, Variant } from '../../trials/types.ts';
import type { PanelPorts, PanelPrompt } from '../ports.ts';
import type { RoomContext } from '../room.ts';
import { tellerOf } from '../teller.ts';
import { typedCheck, withCheck } from './checks.ts';
import type { SetupMessage, SetupView, VariantSource } from './protocol.ts';
import {
  afterEdit,
  isChanged,
  modelKey,
  modelKeyOf,
  newSetup,
  ownChecks,
  type Planned,
  planOf,
  type Setup,
  singleRunOf,
  wishesWith,
  withLastUse,
} from './setup.ts';
import { setupTexts } from './texts.ts';
import { type TextVariant, withAlternative, withReplaced } from './variants.ts';
import { type SingleRun, setupView } from './view.ts';

/** The shortest time between two looks for programs of this machine, in milliseconds. */
const lookEvery = 3_000;

const unknownLength: AnswerTokens = () => undefined;

/** How the models of a run are called. */
export interface ModelFacts {
  readonly modelTitle: string;
  readonly demonstration: boolean;
}

/** The form: what is chosen and typed, the models on offer, the cases file, and what the run would cost. */
export class SetupController {
  readonly #context: RoomContext;
  readonly #ports: PanelPorts;
  #setup: Setup;
  /** Forms of other prompts as they were left, by prompt. */
  readonly #left = new Map<string, Setup>();
  /** The prompt whose form is not complete yet, because its cases file was not read. */
  #entering: string | undefined;
  #estimate: Estimate | undefined;
  #single: SingleRun | undefined;
  #answerTokens: AnswerTokens = unknownLength;
  #estimateVersion = 0;
  #casesVersion = 0;
  readonly #changes = new Emitter<void>();
  readonly #moves = new Emitter<void>();
  /** Servers whose list of models the user wants. */
  readonly #listed = new Set<string>();
  #offerVersion = 0;

  constructor(context: RoomContext) {
    this.#context = context;
    this.#ports = context.ports;
    this.#setup = newSetup(context.ports.settings());
  }

  /** Something of the form changed, so that what is drawn up from it must be drawn up again. */
  readonly onChanged = this.#changes.on;

  /** The runs of a prompt followed it to its new place. */
  readonly onMoved = this.#moves.on;

  get current(): Setup {
    return this.#setup;
  }

  async handle(message: SetupMessage): Promise<void> {
    switch (message.type) {
      case 'choosePrompt': {
        const prompt = this.#ports.prompts().find(({ id }) => id === message.id);
        return prompt === undefined ? undefined : this.open(prompt);
      }
      case 'chooseModel':
        return this.#chooseModel(message.id);
      case 'field':
        return this.#change({ fields: { ...this.#setup.fields, [message.field]: message.value } });
      case 'hole':
        return this.#change({ typed: { ...this.#setup.typed, [message.name]: message.value } });
      case 'useCases':
        return this.#change({ useCases: message.on && this.#setup.casesFile !== undefined });
      case 'typeCheck':
        return this.#change({ typedCheck: { check: message.check, text: message.text } });
      case 'addCheck':
        return this.#addCheck(message.check, message.text);
      case 'removeCheck':
        return this.#change({
          checks: this.#setup.checks.filter((_, index) => String(index) !== message.id),
        });
      case 'addVariant':
        return this.#addVariant(message.source);
      case 'useVariant':
        return this.#change({
          alternatives: this.#setup.alternatives.map((each) =>
            each.id === message.id ? { ...each, on: message.on } : each,
          ),
        });
      case 'removeVariant':
        return this.#change({
          alternatives: this.#setup.alternatives.filter(({ id }) => id !== message.id),
        });
      case 'addModel':
        return this.#change({ moreModels: [...this.#setup.moreModels, message.id] });
      case 'removeModel':
        return this.#change({ moreModels: this.#setup.moreModels.filter((key) => key !== message.id) });
      case 'listModels':
        return this.listModels(true);
      case 'browsePrompts':
      case 'setUpModel':
      case 'setKey':
        return this.#ports.actions[message.type]();
    }
  }

  /**
   * Chooses a prompt: proposes values, looks for its cases file, and offers the model its code names. `beside` is another
   * text to run beside it.
   */
  async open(prompt: PanelPrompt, beside?: TextVariant): Promise<void> {
    const isNew = this.#enter(prompt);
    this.#setup = afterEdit(this.#setup, prompt, this.#ports.settings());
    if (beside !== undefined) this.#addAlternative(beside);
    this.#changed();
    if (isNew) await this.#readLastUse(prompt);
    this.#answerTokens = unknownLength;
    const answered = this.#readAnswerTokens(prompt);
    await Promise.all([this.#readCases(prompt), this.#offerModels(), answered]);
  }

  /** Tells that the prompt was answered, so that more is known of how long its replies are. */
  async repliesArrived(): Promise<void> {
    const { prompt } = this.#setup;
    if (prompt !== undefined) await this.#readAnswerTokens(prompt);
  }

  /** Goes to the form of a prompt, as it was left or anew; true where it is new. */
  #enter(prompt: PanelPrompt): boolean {
    const { prompt: was, offer, wishes } = this.#setup;
    if (was?.id === prompt.id) return false;
    if (was !== undefined && was.id !== this.#entering) this.#left.set(was.id, this.#setup);
    const left = this.#left.get(prompt.id);
    this.#entering = left === undefined ? prompt.id : undefined;
    const form = left ?? { ...newSetup(this.#ports.settings(), prompt), wishes };
    this.#setup = { ...form, offer };
    return left === undefined;
  }

  /** Writes another text into a prompt's file; what stood there stays beside it, so that it can be brought back. */
  async replaceText(prompt: PanelPrompt, edits: readonly PlacedEdit[]): Promise<void> {
    if (!(await this.#ports.actions.write(prompt, edits))) return;
    if (prompt.id !== this.#setup.prompt?.id) await this.open(this.#present(prompt));
    const title = tellerOf(this.#ports.locale())(setupTexts.before);
    this.#change({ alternatives: withReplaced(this.#setup.alternatives, prompt.prompt, title) });
  }

  /** Keeps the chosen prompt up to date; chooses the first known one where none is. */
  promptsChanged(): void {
    const known = this.#ports.prompts();
    const chosen = this.#setup.prompt;
    if (chosen === undefined) {
      const [first] = known;
      if (first !== undefined) this.open(first).catch((thrown) => this.#context.notice(problemOf(thrown)));
      return;
    }
    const now = known.find(({ id }) => id === chosen.id);
    if (now !== undefined && isChanged(chosen, now))
      this.#change(afterEdit(this.#setup, now, this.#ports.settings()));
    else this.#context.publish();
  }

  /** Looks for models; servers are asked for their lists only once the user said so. */
  async listModels(ask: boolean): Promise<void> {
    const { unlisted } = this.#setup.offer;
    if (ask && unlisted !== undefined) this.#listed.add(unlisted);
    await this.#offerModels();
  }

  /** Offers programs of this machine that start while the panel is in view; goes on until the signal aborts. */
  async keepLooking(signal: AbortSignal): Promise<void> {
    const { clock, lookForModels } = this.#ports;
    while (!signal.aborted) {
      if (await lookForModels(signal)) await this.#offerModels();
      await clock.sleep(lookEvery, signal).catch(() => {});
    }
  }

  /** Reads the cases file anew: it was written, here or elsewhere. */
  async casesChanged(): Promise<void> {
    const { prompt } = this.#setup;
    if (prompt !== undefined) await this.#readCases(prompt);
  }

  async #offerModels(): Promise<void> {
    const version = ++this.#offerVersion;
    const { prompt, wishes: used } = this.#setup;
    const ofCode = prompt?.prompt.settings.modelId;
    const ofProject = prompt === undefined ? [] : this.#ports.projectModels(prompt);
    const names = [...ofProject, ...(ofCode === undefined ? [] : [ofCode])];
    const offer = await this.#ports.models({ names, used }, [...this.#listed], this.#context.closing);
    if (version !== this.#offerVersion) return;
    if (offer.problem !== undefined) this.#context.notice(offer.problem);
    this.#change({ offer, modelNames: names });
  }

  #chooseModel(id: string): void {
    const chosen = this.#setup.offer.models.find((model) => modelKey(model) === id);
    if (chosen !== undefined) this.#wish(chosen.info.ref);
  }

  #wish(ref: ModelRef): void {
    this.#change({ wishes: wishesWith(ref, this.#setup.wishes) });
  }

  /** The run the form describes, where nothing keeps it from starting. */
  planned(): Planned | undefined {
    return this.view().blocked === undefined ? this.planOf(this.#setup) : undefined;
  }

  view(): SetupView {
    return setupView(this.#setup, {
      locale: this.#ports.locale(),
      trusted: this.#ports.trusted(),
      prompts: this.#ports.prompts(),
      ...(this.#estimate === undefined ? {} : { estimate: this.#estimate }),
      ...(this.#single === undefined ? {} : { single: this.#single }),
    });
  }

  /** How the models of variants are called, as far as they are offered; demonstration only where all of them are. */
  modelFacts(variants: readonly Pick<Variant, 'model'>[]): ModelFacts {
    const refs = [...new Map(variants.map(({ model }) => [modelKeyOf(model), model])).values()];
    const facts = refs.map((ref) => {
      const info = this.#infoOf(ref);
      const demonstration = info?.demonstration ?? ref.provider === 'built-in';
      return { title: demonstration ? ref.model : (info?.title ?? ref.model), demonstration };
    });
    return {
      modelTitle: facts.map(({ title }) => title).join(', '),
      demonstration: facts.length > 0 && facts.every(({ demonstration }) => demonstration),
    };
  }

  priceOf(ref: ModelRef | undefined): ModelInfo['price'] {
    return this.#infoOf(ref)?.price;
  }

  #infoOf(ref: ModelRef | undefined): ModelInfo | undefined {
    return this.#setup.offer.models.find(
      ({ info }) => ref !== undefined && modelKey({ info }) === modelKey({ info: { ...info, ref } }),
    )?.info;
  }

  #present(prompt: PanelPrompt): PanelPrompt {
    return this.#ports.prompts().find(({ id }) => id === prompt.id) ?? prompt;
  }

  async #addCheck(check: string, text: string): Promise<void> {
    const typed = await typedCheck(check, text);
    const { checks, draft } = withCheck(this.#setup.checks, { check, text }, typed);
    this.#change({ checks, typedCheck: draft });
  }

  async #addVariant(source: VariantSource): Promise<void> {
    const prompt = this.#setup.prompt;
    const added = prompt && (await this.#ports.actions.variant(prompt, source));
    if (added === undefined || this.#setup.prompt?.id !== prompt?.id) return;
    this.#addAlternative(added);
    this.#changed();
  }

  #addAlternative(added: TextVariant): void {
    const { alternatives, prompt } = this.#setup;
    const next = withAlternative(alternatives, { ...added, on: true }, prompt?.prompt);
    this.#setup = { ...this.#setup, alternatives: next };
  }

  /** How this prompt was run last; a history that cannot be read is no reason not to run it again. */
  async #readLastUse(chosen: PanelPrompt): Promise<void> {
    const { id, workspace, prompt } = chosen;
    await this.#followMove(chosen);
    const last = await lastUsed(this.#ports.core.history, workspace, prompt.lineage).catch(() => undefined);
    if (last !== undefined && this.#setup.prompt?.id === id)
      this.#change(withLastUse(this.#setup, last, this.#ports.settings()));
  }

  async #followMove({ workspace, prompt }: PanelPrompt): Promise<void> {
    const { core, exists } = this.#ports;
    const { lineage, contentHash, messages } = prompt;
    const sought = { lineage, contentHash, text: messages.map((message) => message.text).join('\n\n') };
    const isThere = (path: string) => exists(workspace, path);
    const hasMoved = await followMove(core.history, workspace, sought, isThere).catch(() => false);
    if (hasMoved) this.#moves.fire();
  }

  /** A history that cannot be read leaves the length of replies to be assumed. */
  async #readAnswerTokens({ id, workspace, prompt }: PanelPrompt): Promise<void> {
    const { history } = this.#ports.core;
    const read = await answerTokens(history, workspace, prompt.lineage).catch(() => unknownLength);
    if (this.#setup.prompt?.id !== id) return;
    this.#answerTokens = read;
    this.#changed();
  }

  async #readCases(prompt: PanelPrompt): Promise<void> {
    const version = ++this.#casesVersion;
    const casesFile = await this.#ports.cases(prompt, this.#context.closing);
    if (this.#setup.prompt?.id !== prompt.id || version !== this.#casesVersion) return;
    const isNew = this.#entering === prompt.id;
    this.#entering = undefined;
    const { casesFile: before, ...rest } = this.#setup;
    // The first cases of a prompt are used, be they found or written now; after that it is as the user left it.
    const areFirst = isNew || (before?.cases.length ?? 0) === 0;
    const useCases = casesFile !== undefined && (areFirst ? casesFile.cases.length > 0 : rest.useCases);
    const checks = ownChecks(rest.checks, casesFile);
    this.#setup = { ...rest, checks, useCases, ...(casesFile === undefined ? {} : { casesFile }) };
    this.#changed();
  }

  #change(part: Partial<Setup>): void {
    this.#setup = { ...this.#setup, ...part };
    this.#changed();
  }

  #changed(): void {
    this.#context.publish();
    this.#changes.fire();
    this.#estimateAgain().catch((thrown) => this.#context.notice(problemOf(thrown)));
  }

  async #estimateAgain(): Promise<void> {
    const version = ++this.#estimateVersion;
    const counts = new Map<string, number>();
    const estimated = await this.estimate(this.planOf(this.#setup)?.plan, counts);
    const single = await this.#singleRun(counts);
    if (version !== this.#estimateVersion) return;
    this.#estimate = estimated;
    this.#single = single;
    this.#context.publish();
  }

  async #singleRun(counts: Map<string, number>): Promise<SingleRun | undefined> {
    const plan = this.planOf(singleRunOf(this.#setup))?.plan;
    const estimated = await this.estimate(plan, counts);
    const limit = plan?.variants[0]?.sampling.maxTokens;
    const measured = this.#answerTokens;
    return (
      estimated && {
        promptTokens: estimated.promptTokens / estimated.samples,
        answer: (ref) => answerLength(limit, measured(ref)),
      }
    );
  }

  /** The size of a plan's run, where it can be run. `counts` are tokens of texts that were counted already. */
  async estimate(
    plan: TrialPlan | undefined,
    counts = new Map<string, number>(),
  ): Promise<Estimate | undefined> {
    const isComplete = plan !== undefined && plan.variants.length > 0 && planProblems(plan).length === 0;
    return isComplete ? this.#estimated(plan, counts) : undefined;
  }

  async #estimated(plan: TrialPlan, counts: Map<string, number>): Promise<Estimate> {
    const requests = plan.variants.flatMap((variant) =>
      plan.cases.map((each) => renderRequest(variant, each)),
    );
    const texts = new Set(requests.flatMap(({ messages }) => messages.map(({ content }) => content)));
    for (const text of texts) if (!counts.has(text)) counts.set(text, await this.#ports.countTokens(text));
    return estimatePlan(plan, {
      price: (ref) => this.priceOf(ref),
      measured: this.#answerTokens,
      countTokens: (text) => counts.get(text) ?? 0,
    });
  }

  /** The run of a form, be it this one or one made from it. */
  planOf(setup: Setup): Planned | undefined {
    const present = tellerOf(this.#ports.locale())(setupTexts.present);
    return planOf(setup, this.#ports.settings(), present);
  }
}
