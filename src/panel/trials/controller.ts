import { problemOf } from '../../base/problem.ts';
import { phrase } from '../../base/text.ts';
import type { TrialRunEvent } from '../../core.ts';
import { isSingle } from '../../history/lastUsed.ts';
import type { History, StoredRun } from '../../history/types.ts';
import type { Outcome, TrialPlan } from '../../trials/types.ts';
import type { CasesController } from '../cases/controller.ts';
import { casesSentences } from '../cases/texts.ts';
import type { PanelPrompt } from '../ports.ts';
import type { RoomContext } from '../room.ts';
import type { SetupController } from '../setup/controller.ts';
import { editsToKeep, hasChanged, isOf, targetOf } from './keep.ts';
import type { ReplyKey, ReplyView, RunView, TrialsMessage } from './protocol.ts';
import { reading, readReply } from './reading.ts';
import { afterEvent, newRun, type RunState } from './run.ts';
import { runOfStore } from './stored.ts';
import { runTexts } from './texts.ts';
import { runView } from './view.ts';

/** Latest runs among which the last trial is looked for; single requests are none. */
const lookedThrough = 20;

/** Between two looks at a run of another window, in milliseconds. */
const lookAgainMillis = 2_000;

/** The room of the trials: the run under way or looked at, and what of it is shown. */
export class TrialsController {
  readonly #context: RoomContext;
  readonly #setup: SetupController;
  readonly #cases: CasesController;
  readonly #ended: () => void;
  #run: RunState | undefined;
  #stop: AbortController | undefined;
  /** The prompt whose latest run was looked for, and that search. */
  #followed: string | undefined;
  #following: Promise<void> = Promise.resolve();

  /** `ended` is called when a run came to its end, so that the prompt has a new measurement. */
  constructor(context: RoomContext, setup: SetupController, cases: CasesController, ended: () => void) {
    this.#cases = cases;
    this.#context = context;
    this.#setup = setup;
    this.#ended = ended;
  }

  get isRunning(): boolean {
    return this.#run?.status === 'running' || this.#run?.status === 'stopping';
  }

  async handle(message: TrialsMessage): Promise<void> {
    switch (message.type) {
      case 'run':
        return this.#start();
      case 'resume':
        return this.#resume();
      case 'stop':
        return this.#requestStop();
      case 'extractor':
        return this.#change({ extractor: message.id, selected: {}, pages: {} });
      case 'keep':
        return this.#keep(message.id);
      case 'case':
        return this.#change({ shownCase: message.id, selected: {}, pages: {} });
      case 'answer':
        return this.#select(message.variant, message.key);
      case 'page':
        return this.#change({ pages: { ...this.#run?.pages, [message.variant]: message.page } });
      case 'keepCase':
        return this.#keepCase(message.key, message.answer);
      case 'openReply':
        return;
    }
  }

  /** Offers a run after a reload: the latest of the prompt chosen, or of the workspace where none is chosen yet. */
  async restore(): Promise<void> {
    const workspace = this.#context.ports.workspace();
    if (this.#setup.current.prompt !== undefined) return this.#following;
    if (workspace === undefined || this.#run !== undefined) return;
    const last = await this.#latestTrial({ workspace });
    if (last !== undefined && this.#run === undefined) await this.#show(last);
  }

  /** Shows a stored run and chooses its prompt, unless a run is under way. */
  async showRun(runId: string): Promise<void> {
    if (this.isRunning) return;
    const { ports, notice } = this.#context;
    const stored = await ports.core.history.run(runId);
    if (stored === undefined) return notice({ code: 'run-gone', phrase: phrase(runTexts.gone) });
    await this.#show(stored);
    const target = this.#run && targetOf(this.#run, ports.prompts());
    if (target !== undefined && target.id !== this.#setup.current.prompt?.id) await this.#setup.open(target);
  }

  /** The prompts of the run shown may stand in other files by now, or the prompt chosen have runs that it had not before. */
  async followMove(): Promise<void> {
    if (this.#run === undefined) this.#followed = undefined;
    this.followPrompt();
    const stored =
      this.#run && (await this.#context.ports.core.history.run(this.#run.id).catch(() => undefined));
    if (stored === undefined || this.#run?.id !== stored.id) return;
    this.#run = { ...this.#run, prompts: stored.prompts };
    this.#context.publish();
  }

  /** Goes over to the latest run of a prompt once it is chosen; a run under way stays, and so does one of that prompt. */
  followPrompt(): void {
    const { prompt } = this.#setup.current;
    if (prompt === undefined || prompt.id === this.#followed) return;
    this.#followed = prompt.id;
    this.#following = this.#showLatestOf(prompt).catch((thrown) => this.#context.notice(problemOf(thrown)));
  }

  /** How the answers of a run are read, where it is the one shown. */
  extractorOf(runId: string): string | undefined {
    return this.#run?.id === runId ? this.#run.extractor : undefined;
  }

  /** Shows a run no more that was deleted; the latest that remains of the prompt takes its place. */
  forget(runId: string): void {
    if (this.#run?.id !== runId || this.isRunning) return;
    this.#run = undefined;
    this.#followed = undefined;
    this.followPrompt();
  }

  /** The text of a reply and the part read as its answer, or the failure's sentence. */
  reply(key: ReplyKey): ReplyView | undefined {
    const run = this.#run;
    if (run === undefined || run.id !== key.run) return undefined;
    return readReply(run, key, this.#context.ports.locale());
  }

  view(): RunView | undefined {
    const run = this.#run;
    if (run === undefined) return undefined;
    const { ports } = this.#context;
    const locale = ports.locale();
    const target = targetOf(run, ports.prompts())?.prompt;
    const chosen = this.#setup.current.prompt;
    return runView(run, {
      ...reading(run, (model) => this.#setup.priceOf(model), locale),
      locale,
      now: ports.clock.now(),
      promptChanged: hasChanged(target, run),
      ofOther: chosen !== undefined && !isOf(run, chosen),
      target,
    });
  }

  /** Ends a run under way; its replies are kept. */
  dispose(): void {
    this.#stop?.abort();
  }

  async #showLatestOf(chosen: PanelPrompt): Promise<void> {
    const isWanted = () =>
      this.#followed === chosen.id && !this.isRunning && !(this.#run && isOf(this.#run, chosen));
    if (!isWanted()) return;
    const { workspace, prompt } = chosen;
    const latest = await this.#latestTrial({ workspace, lineage: prompt.lineage });
    if (!isWanted()) return;
    if (latest !== undefined) return this.#show(latest);
    this.#run = undefined;
    this.#context.publish();
  }

  async #latestTrial(
    of: Pick<Parameters<History['runs']>[0], 'workspace' | 'lineage'>,
  ): Promise<StoredRun | undefined> {
    const runs = await this.#context.ports.core.history.runs({ ...of, limit: lookedThrough });
    return runs.find(({ plan }) => !isSingle(plan));
  }

  async #show(stored: StoredRun): Promise<void> {
    const { ports, publish } = this.#context;
    const outcomes = await ports.core.history.outcomes(stored.id);
    if (this.isRunning) return;
    const facts = this.#setup.modelFacts(stored.plan.variants);
    const known = this.#run?.id === stored.id ? this.#run.checker : undefined;
    this.#run = { ...runOfStore(stored, outcomes, facts, this.#run), ...(known && { checker: known }) };
    if (known === undefined) this.#compileChecks(this.#run.plan);
    else this.#judge(outcomes);
    publish();
    if (this.#run.status === 'elsewhere') this.#lookAgain(stored.id);
  }

  /** Follows a run that another window or terminal is running. */
  #lookAgain(runId: string): void {
    const { ports, closing, notice } = this.#context;
    const look = async () => {
      await ports.clock.sleep(lookAgainMillis, closing);
      const isShown = () => this.#run?.id === runId && this.#run.status === 'elsewhere';
      const stored = isShown() ? await ports.core.history.run(runId) : undefined;
      if (stored !== undefined && isShown()) await this.#show(stored);
    };
    look().catch((thrown) => {
      if (!closing.aborted) notice(problemOf(thrown));
    });
  }

  async #start(): Promise<void> {
    const { ports } = this.#context;
    const planned = this.isRunning ? undefined : this.#setup.planned();
    const chosen = this.#setup.current.prompt;
    if (planned === undefined || chosen === undefined) return;
    const { plan } = planned;
    const prompts = planned.prompts.map(({ variant, prompt: { lineage, contentHash, messages } }) => {
      const text = messages.map((message) => message.text).join('\n\n');
      return { variant, lineage, contentHash, text };
    });
    const facts = this.#setup.modelFacts(plan.variants);
    this.#run = newRun({ id: '', plan, startedAt: ports.clock.now(), prompts, ...facts });
    this.#compileChecks(plan);
    const start = { plan, prompts, workspace: chosen.workspace, startedBy: 'editor' } as const;
    await this.#follow((signal) => ports.core.runTrial(start, signal));
  }

  /** Checks load what they need; until then the run is shown without them. */
  #compileChecks(plan: TrialPlan): void {
    const { ports, notice } = this.#context;
    ports.core.checkerFor(plan).then(
      (checker) => {
        if (checker === undefined || this.#run?.plan.cases !== plan.cases) return;
        this.#run = { ...this.#run, checker };
        this.#judge([...this.#run.outcomes.values()]);
      },
      (thrown) => notice(problemOf(thrown)),
    );
  }

  /** Shows the verdicts on replies once the checks have come to them. */
  #judge(outcomes: readonly Outcome[]): void {
    const { publishSoon, notice } = this.#context;
    this.#run?.checker?.judge(outcomes).then(publishSoon, (thrown) => notice(problemOf(thrown)));
  }

  async #resume(): Promise<void> {
    const { ports } = this.#context;
    const run = this.#run;
    if (run === undefined || this.isRunning || !ports.trusted()) return;
    if (run.status === 'elsewhere') return;
    const { finalReport: _, finishedAt: __, problem: ___, ...rest } = run;
    for (const [id, outcome] of run.outcomes) if (outcome.type === 'failure') run.outcomes.delete(id);
    run.stopped.clear();
    this.#run = { ...rest, status: 'running' };
    await this.#follow((signal) => ports.core.resumeTrial(run.id, signal));
  }

  async #follow(begin: (signal: AbortSignal) => AsyncIterable<TrialRunEvent>): Promise<void> {
    const { publish, notice } = this.#context;
    const stop = new AbortController();
    this.#stop = stop;
    notice(undefined);
    publish();
    try {
      for await (const event of begin(stop.signal)) this.#receive(event);
    } catch (thrown) {
      if (this.#run !== undefined && !stop.signal.aborted)
        this.#run = { ...this.#run, problem: problemOf(thrown) };
    }
    if (this.#run !== undefined && this.isRunning) {
      this.#run.streaming.clear();
      this.#run = { ...this.#run, status: stop.signal.aborted ? 'stopped' : 'interrupted' };
    }
    this.#stop = undefined;
    publish();
    this.#ended();
  }

  #receive(event: TrialRunEvent): void {
    if (this.#run === undefined) return;
    this.#run = afterEvent(this.#run, event, this.#context.ports.clock.now());
    if (event.type === 'outcome') this.#judge([event.outcome]);
    this.#context.publishSoon();
  }

  /** Keeps the answer of a reply, or the one that would have been right, with the inputs it was sampled with. */
  async #keepCase(key: ReplyKey, answer: string | undefined): Promise<void> {
    const { ports, notice } = this.#context;
    const sampled = this.#run?.plan.cases.find(({ id }) => id === key.case);
    const expected = (answer ?? this.reply(key)?.right ?? '').trim();
    if (this.#run === undefined || sampled === undefined || expected === '') return;
    const prompt = targetOf(this.#run, ports.prompts());
    if (prompt === undefined)
      return notice({ code: 'prompt-gone', phrase: phrase(casesSentences.promptGone) });
    await this.#cases.keep(prompt, sampled, expected);
  }

  /** Writes a variant's text into the prompt's file. */
  async #keep(variant: string): Promise<void> {
    const run = this.#run;
    const { ports } = this.#context;
    const target = run && targetOf(run, ports.prompts());
    const edits = target && editsToKeep(target.prompt, run, variant);
    if (target !== undefined && edits !== undefined) await this.#setup.replaceText(target, edits);
  }

  #requestStop(): void {
    if (this.#run?.status !== 'running') return;
    this.#run = { ...this.#run, status: 'stopping' };
    this.#stop?.abort();
    this.#context.publish();
  }

  #select(variant: string, key: string | undefined): void {
    const { [variant]: _, ...others } = this.#run?.selected ?? {};
    const selected = key === undefined ? others : { ...others, [variant]: key };
    this.#change({ selected, pages: { ...this.#run?.pages, [variant]: 0 } });
  }

  #change(part: Partial<Pick<RunState, 'extractor' | 'shownCase' | 'selected' | 'pages'>>): void {
    if (this.#run !== undefined) this.#run = { ...this.#run, ...part };
    this.#context.publish();
  }
}
