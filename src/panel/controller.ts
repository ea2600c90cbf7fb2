import { Emitter } from '../base/events.ts';
import { type Problem, problemOf } from '../base/problem.ts';
import { say } from '../base/text.ts';
import type { TrialRunEvent } from '../core.ts';
import type { RunStart, StoredRun } from '../history/types.ts';
import type { PanelPorts, PanelPrompt } from './ports.ts';
import type { FromPage, PanelState, ReplyKey, ReplyView, RunStatus } from './protocol.ts';
import { reading, readReply } from './reading.ts';
import { afterEvent, bySample, newRun, type RunState } from './run.ts';
import { runView } from './runView.ts';
import { type RewritePair, triedPrompts } from './setup.ts';
import { SetupController } from './setupController.ts';

/** The shortest time between two states while a run goes on, in milliseconds. */
const publishEvery = 100;
/** Drawing up a state may take at most one part in this many of the time. */
const publishShare = 5;
/** Between two looks at a run of another window, in milliseconds. */
const lookAgainMillis = 2_000;

/** The panel without its page: the form, the run under way and what of it is shown. Fires whole states, ready to draw. */
export class PanelController {
  readonly #ports: PanelPorts;
  readonly #setup: SetupController;
  readonly #states = new Emitter<PanelState>();
  readonly #measured = new Emitter<void>();
  readonly #closing = new AbortController();
  #run: RunState | undefined;
  #stop: AbortController | undefined;
  #notice: Problem | undefined;
  #isScheduled = false;
  #lastCost = 0;
  #isRestored = false;

  constructor(ports: PanelPorts) {
    this.#ports = ports;
    this.#setup = new SetupController(ports, this.#closing.signal, {
      changed: () => this.#publish(),
      failed: (problem) => this.#tell(problem),
    });
  }

  /** Every new state, at most about ten a second while a run goes on. */
  readonly onState = this.#states.on;
  /** A run came to its end, so that the prompt has a new measurement. */
  readonly onMeasured = this.#measured.on;

  /** Does what the page asks for; resolves when it is done, a run included. */
  async handle(message: FromPage): Promise<void> {
    try {
      await this.#handle(message);
    } catch (thrown) {
      if (!this.#closing.signal.aborted) this.#tell(problemOf(thrown));
    }
  }

  /** Chooses a prompt, and with it optionally the rewrite it is to be compared with. */
  async open(prompt: PanelPrompt, pair?: RewritePair): Promise<void> {
    this.#notice = undefined;
    await this.#setup.open(prompt, pair);
  }

  /** Offers to compare an accepted rewrite with what was; nothing is chosen that was not chosen before. */
  async offerComparison(pair: RewritePair, uri: string): Promise<void> {
    const present = this.#ports
      .prompts()
      .find((each) => each.uri === uri && each.prompt.id === pair.rewritten.id);
    if (present !== undefined && !this.#isRunning()) await this.#setup.open(present, pair);
  }

  /** Tells that prompts were found, changed or closed. */
  promptsChanged(): void {
    this.#setup.promptsChanged();
  }

  /** Tells that models, settings, language or trust may have changed. */
  async worldChanged(): Promise<void> {
    await this.#setup.listModels(false);
  }

  /** Shows a stored run. */
  async showRun(runId: string): Promise<void> {
    if (this.#isRunning()) return;
    const stored = await this.#ports.core.history.run(runId);
    if (stored !== undefined) await this.#show(stored);
  }

  /** The text of a reply and the part read as its answer, or the failure's sentence. */
  reply(key: ReplyKey): ReplyView | undefined {
    const run = this.#run;
    if (run === undefined || run.id !== key.run) return undefined;
    return readReply(run, key, this.#ports.locale());
  }

  /** The whole state as it is now. */
  state(): PanelState {
    const locale = this.#ports.locale();
    const run = this.#run;
    return {
      locale,
      setup: this.#setup.view(),
      ...(run === undefined ? {} : { run: this.#viewOf(run) }),
      ...(this.#notice === undefined ? {} : { notice: say(this.#notice.phrase, locale) }),
    };
  }

  /** Ends a run under way; its replies are kept. */
  dispose(): void {
    this.#closing.abort();
    this.#stop?.abort();
    this.#states.dispose();
    this.#measured.dispose();
  }

  async #handle(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#ready();
      case 'run':
        return this.#start();
      case 'resume':
        return this.#resume();
      case 'stop':
        return this.#requestStop();
      case 'extractor':
        return this.#change({ extractor: message.id, selected: {}, pages: {} });
      case 'case':
        return this.#change({ shownCase: message.id, selected: {}, pages: {} });
      case 'answer':
        return this.#select(message.variant, message.key);
      case 'page':
        return this.#change({ pages: { ...this.#run?.pages, [message.variant]: message.page } });
      case 'openReply':
        return;
      case 'browsePrompts':
      case 'setUpModel':
      case 'setKey':
        return this.#ports.actions[message.type]();
      default:
        this.#notice = undefined;
        return this.#setup.handle(message);
    }
  }

  async #ready(): Promise<void> {
    this.#publish();
    this.#setup.promptsChanged();
    if (!this.#isRestored) {
      this.#isRestored = true;
      await Promise.all([this.#restore(), this.#setup.listModels(false)]);
    }
    this.#publish();
  }

  /** Offers the last run of the workspace after a reload. */
  async #restore(): Promise<void> {
    const workspace = this.#ports.workspace();
    if (workspace === undefined || this.#run !== undefined) return;
    const [last] = await this.#ports.core.history.runs({ workspace, limit: 1 });
    if (last !== undefined && this.#run === undefined) await this.#show(last);
  }

  async #show(stored: StoredRun): Promise<void> {
    const outcomes = await this.#ports.core.history.outcomes(stored.id);
    if (this.#isRunning()) return;
    const { id, plan, startedAt, prompts, finishedAt } = stored;
    const looked = this.#run?.id === id ? lookOf(this.#run) : {};
    this.#run = newRun(
      { id, plan, startedAt, prompts, ...this.#setup.modelFacts(plan.variants[0]?.model) },
      {
        ...looked,
        outcomes: bySample(outcomes),
        status: storedStatus(stored),
        ...(finishedAt === undefined ? {} : { finishedAt }),
      },
    );
    this.#publish();
    if (this.#run.status === 'elsewhere') this.#lookAgain(id);
  }

  /** Follows a run that another window or terminal is running. */
  #lookAgain(runId: string): void {
    const { clock, core } = this.#ports;
    const look = async () => {
      await clock.sleep(lookAgainMillis, this.#closing.signal);
      const isShown = () => this.#run?.id === runId && this.#run.status === 'elsewhere';
      const stored = isShown() ? await core.history.run(runId) : undefined;
      if (stored !== undefined && isShown()) await this.#show(stored);
    };
    look().catch((thrown) => {
      if (!this.#closing.signal.aborted) this.#tell(problemOf(thrown));
    });
  }

  async #start(): Promise<void> {
    const plan = this.#isRunning() ? undefined : this.#setup.plan();
    const chosen = this.#setup.current.prompt;
    if (plan === undefined || chosen === undefined) return;
    const prompts = plan.variants.flatMap(({ id }, index) => {
      const prompt = triedPrompts(this.#setup.current)[index];
      if (prompt === undefined) return [];
      const text = prompt.messages.map((message) => message.text).join('\n\n');
      return [{ variant: id, lineage: prompt.lineage, contentHash: prompt.contentHash, text }];
    });
    const facts = this.#setup.modelFacts(plan.variants[0]?.model);
    this.#run = newRun({ id: '', plan, startedAt: this.#ports.clock.now(), prompts, ...facts });
    const start = { plan, prompts, workspace: chosen.workspace, startedBy: 'editor' } as const;
    await this.#follow((signal) => this.#ports.core.runTrial(start, signal));
  }

  async #resume(): Promise<void> {
    const run = this.#run;
    if (run === undefined || this.#isRunning() || !this.#ports.trusted()) return;
    if (run.status === 'elsewhere') return;
    const { finalReport: _, finishedAt: __, problem: ___, ...rest } = run;
    for (const [id, outcome] of run.outcomes) if (outcome.type === 'failure') run.outcomes.delete(id);
    run.stopped.clear();
    this.#run = { ...rest, status: 'running' };
    await this.#follow((signal) => this.#ports.core.resumeTrial(run.id, signal));
  }

  async #follow(begin: (signal: AbortSignal) => AsyncIterable<TrialRunEvent>): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.#notice = undefined;
    this.#publish();
    try {
      for await (const event of begin(stop.signal)) this.#receive(event);
    } catch (thrown) {
      if (this.#run !== undefined && !stop.signal.aborted)
        this.#run = { ...this.#run, problem: problemOf(thrown) };
    }
    if (this.#run !== undefined && this.#isRunning()) {
      this.#run.streaming.clear();
      this.#run = { ...this.#run, status: stop.signal.aborted ? 'stopped' : 'interrupted' };
    }
    this.#stop = undefined;
    this.#publish();
    this.#measured.fire();
  }

  #receive(event: TrialRunEvent): void {
    if (this.#run === undefined) return;
    this.#run = afterEvent(this.#run, event, this.#ports.clock.now());
    this.#publishSoon();
  }

  #requestStop(): void {
    if (this.#run?.status !== 'running') return;
    this.#run = { ...this.#run, status: 'stopping' };
    this.#stop?.abort();
    this.#publish();
  }

  #select(variant: string, key: string | undefined): void {
    const { [variant]: _, ...others } = this.#run?.selected ?? {};
    const selected = key === undefined ? others : { ...others, [variant]: key };
    this.#change({ selected, pages: { ...this.#run?.pages, [variant]: 0 } });
  }

  #change(part: Partial<Pick<RunState, 'extractor' | 'shownCase' | 'selected' | 'pages'>>): void {
    if (this.#run !== undefined) this.#run = { ...this.#run, ...part };
    this.#publish();
  }

  #viewOf(run: RunState) {
    const locale = this.#ports.locale();
    const context = reading(run, this.#setup.priceOf(run.plan.variants[0]?.model), locale);
    const changed = this.#isChanged(run.prompts);
    return runView(run, { ...context, locale, now: this.#ports.clock.now(), promptChanged: changed });
  }

  /** True where the prompt is known and reads like none of the run's variants. */
  #isChanged(prompts: RunStart['prompts']): boolean {
    const lineage = prompts[0]?.lineage;
    if (lineage === undefined) return false;
    const now = this.#ports.prompts().find(({ prompt }) => isSameLineage(prompt.lineage, lineage));
    return now !== undefined && prompts.every(({ contentHash }) => contentHash !== now.prompt.contentHash);
  }

  #isRunning(): boolean {
    return this.#run?.status === 'running' || this.#run?.status === 'stopping';
  }

  #tell(problem: Problem): void {
    this.#notice = problem;
    this.#publish();
  }

  #publish(): void {
    if (this.#closing.signal.aborted) return;
    const begun = this.#ports.clock.now();
    const state = this.state();
    this.#lastCost = this.#ports.clock.now() - begun;
    this.#states.fire(state);
  }

  #publishSoon(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const wait = Math.max(publishEvery, this.#lastCost * publishShare);
    this.#ports.clock.sleep(wait, this.#closing.signal).then(
      () => {
        this.#isScheduled = false;
        this.#publish();
      },
      () => {},
    );
  }
}

/** A run in the store that neither ended nor is held by anybody was cut off. */
function storedStatus({ finishedAt, ending, heldUntil }: StoredRun): RunStatus {
  if (finishedAt !== undefined) return ending ?? 'finished';
  return heldUntil === undefined ? 'interrupted' : 'elsewhere';
}

/** What the user looks at in a run. */
function lookOf({ extractor, shownCase, selected, pages }: RunState) {
  return { extractor, shownCase, selected, pages };
}

function isSameLineage(a: PanelPrompt['prompt']['lineage'], b: PanelPrompt['prompt']['lineage']): boolean {
  return a.path === b.path && a.symbol === b.symbol && a.ordinal === b.ordinal;
}
