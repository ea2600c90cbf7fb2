import { Emitter } from '../base/events.ts';
import { type Problem, problemOf } from '../base/problem.ts';
import { type Phrase, say } from '../base/text.ts';
import { isSingle } from '../history/lastUsed.ts';
import { CasesController } from './cases/controller.ts';
import { HistoryController } from './history/controller.ts';
import { OnceController } from './once/controller.ts';
import type { PanelPorts, PanelPrompt } from './ports.ts';
import type { FromPage, PanelState, Tab } from './protocol.ts';
import type { RoomContext } from './room.ts';
import { SetupController } from './setup/controller.ts';
import type { TextVariant } from './setup/variants.ts';
import { TrialsController } from './trials/controller.ts';
import type { ReplyKey, ReplyView } from './trials/protocol.ts';

/** The shortest time between two states while a run goes on, in milliseconds. */
const publishEvery = 100;
/** Drawing up a state may take at most one part in this many of the time. */
const publishShare = 5;

/** The panel without its page: the form, the rooms and which of them is in front. Fires whole states, ready to draw. */
export class PanelController {
  readonly #ports: PanelPorts;
  readonly #setup: SetupController;
  readonly #once: OnceController;
  readonly #trials: TrialsController;
  readonly #cases: CasesController;
  readonly #history: HistoryController;
  readonly #states = new Emitter<PanelState>();
  readonly #measured = new Emitter<void>();
  readonly #closing = new AbortController();
  #view = new AbortController();
  #tab: Tab = 'trials';
  #summoned = 0;
  #notice: Problem | undefined;
  #done: Phrase | undefined;
  #isScheduled = false;
  #lastCost = 0;
  #isRestored = false;

  constructor(ports: PanelPorts) {
    this.#ports = ports;
    const context: RoomContext = {
      ports,
      closing: this.#closing.signal,
      publish: () => this.#publish(),
      publishSoon: () => this.#publishSoon(),
      notice: (problem) => this.#tell(problem),
      done: (phrase) => this.#say(phrase),
      show: (tab) => this.show(tab),
    };
    this.#setup = new SetupController(context);
    this.#cases = new CasesController(context, this.#setup);
    this.#once = new OnceController(context, this.#setup, this.#cases);
    this.#trials = new TrialsController(context, this.#setup, this.#cases, () => {
      this.#measured.fire();
      this.#setup.repliesArrived().catch((thrown) => this.#tell(problemOf(thrown)));
    });
    this.#history = new HistoryController(context, this.#setup, {
      open: (runId) => this.showRun(runId),
      extractor: (runId) => this.#trials.extractorOf(runId),
      removed: (runId) => {
        this.#trials.forget(runId);
        this.#measured.fire();
      },
    });
    this.#setup.onChanged(() => this.#entered());
    this.#setup.onChanged(() => this.#trials.followPrompt());
    this.#setup.onMoved(() => void this.#trials.followMove());
  }

  /** Every new state, at most about ten a second while a run goes on. */
  readonly onState = this.#states.on;
  /** A run came to its end or was deleted, so that its prompt has another measurement. */
  readonly onMeasured = this.#measured.on;

  /** True once a prompt is chosen. */
  get hasPrompt(): boolean {
    return this.#setup.current.prompt !== undefined;
  }

  /** Does what the page asks for; resolves when it is done, a run included. */
  async handle(message: FromPage): Promise<void> {
    if (message.type !== 'ready') this.#done = undefined;
    try {
      await this.#handle(message);
    } catch (thrown) {
      if (!this.#closing.signal.aborted) this.#tell(problemOf(thrown));
    }
  }

  /** Brings a room to the front. */
  show(tab: Tab): void {
    this.#tab = tab;
    this.#done = undefined;
    this.#entered();
    this.#publish();
  }

  /** Brings a room to the front and the keyboard to its main button or tab. */
  summon(tab: Tab): void {
    this.#summoned += 1;
    this.show(tab);
  }

  /** Chooses a prompt, and with it optionally another text it is to be compared with. */
  async open(prompt: PanelPrompt, beside?: TextVariant): Promise<void> {
    this.#notice = undefined;
    this.#done = undefined;
    await this.#setup.open(prompt, beside);
  }

  /** Offers to compare a prompt with what it was before a rewrite was accepted; a run under way is left alone. */
  async offerComparison(uri: string, promptId: string, before: TextVariant): Promise<void> {
    const present = this.#ports.prompts().find((each) => each.uri === uri && each.prompt.id === promptId);
    if (present !== undefined && !this.#trials.isRunning) await this.#setup.open(present, before);
  }

  /** Tells that prompts were found, changed or closed. */
  promptsChanged(): void {
    this.#setup.promptsChanged();
  }

  /** Tells that a cases file was written or is being edited. */
  casesChanged(): void {
    this.#setup.casesChanged().catch((thrown) => this.#tell(problemOf(thrown)));
  }

  /** Tells that models, settings, language or trust may have changed. */
  async worldChanged(): Promise<void> {
    await this.#setup.listModels(false);
  }

  /** Tells whether the panel is in view: only then are programs of this machine looked for that were not there. */
  inView(isInView: boolean): void {
    this.#view.abort();
    this.#view = new AbortController();
    if (!isInView) return;
    const signal = AbortSignal.any([this.#view.signal, this.#closing.signal]);
    this.#setup.keepLooking(signal).catch((thrown) => this.#tell(problemOf(thrown)));
  }

  /** Shows a stored run in the room that made it. */
  async showRun(runId: string): Promise<void> {
    const run = await this.#ports.core.history.run(runId);
    const isOnce = run !== undefined && isSingle(run.plan) && (await this.#once.showRun(run));
    this.show(isOnce ? 'once' : 'trials');
    if (!isOnce) await this.#trials.showRun(runId);
  }

  /** The text of a reply and the part read as its answer, or the failure's sentence. */
  reply(key: ReplyKey): ReplyView | undefined {
    return this.#trials.reply(key);
  }

  /** The whole state as it is now; of the rooms, only the one in front is drawn up. */
  state(): PanelState {
    const locale = this.#ports.locale();
    return {
      locale,
      tab: this.#tab,
      summoned: this.#summoned,
      setup: this.#setup.view(),
      ...this.#inFront(),
      ...(this.#notice === undefined ? {} : { notice: say(this.#notice.phrase, locale) }),
      ...(this.#done === undefined ? {} : { done: say(this.#done, locale) }),
    };
  }

  #inFront(): Pick<PanelState, 'once' | 'run' | 'cases' | 'history'> {
    switch (this.#tab) {
      case 'once':
        return { once: this.#once.view() };
      case 'trials': {
        const run = this.#trials.view();
        return run === undefined ? {} : { run };
      }
      case 'cases':
        return { cases: this.#cases.view() };
      case 'history':
        return { history: this.#history.view() };
    }
  }

  /** Ends a run under way; its replies are kept. */
  dispose(): void {
    this.#closing.abort();
    this.#cases.dispose();
    this.#once.dispose();
    this.#trials.dispose();
    this.#states.dispose();
    this.#measured.dispose();
  }

  async #handle(message: FromPage): Promise<void> {
    switch (message.room) {
      case 'page':
        return message.type === 'ready' ? this.#ready() : this.show(message.tab);
      case 'setup':
        this.#notice = undefined;
        return this.#setup.handle(message);
      case 'once':
        return this.#once.handle(message);
      case 'trials':
        return this.#trials.handle(message);
      case 'cases':
        this.#notice = undefined;
        return this.#cases.handle(message);
      case 'history':
        return this.#history.handle(message);
    }
  }

  /** The history is read when somebody looks at it, and again with another prompt. */
  #entered(): void {
    if (this.#tab === 'history') this.#history.refresh();
  }

  async #ready(): Promise<void> {
    this.#publish();
    this.#setup.promptsChanged();
    if (!this.#isRestored) {
      this.#isRestored = true;
      await Promise.all([this.#trials.restore(), this.#setup.listModels(false)]);
    }
    this.#publish();
  }

  #tell(problem: Problem | undefined): void {
    this.#notice = problem;
    this.#publish();
  }

  #say(done: Phrase): void {
    this.#done = done;
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
