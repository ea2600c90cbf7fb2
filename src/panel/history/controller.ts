import { problemOf } from '../../base/problem.ts';
import type { Core } from '../../core.ts';
import type { StoredRun } from '../../history/types.ts';
import { exportReplies, exportTallies } from '../../trials/export.ts';
import { reportOf } from '../../trials/report.ts';
import type { Outcome } from '../../trials/types.ts';
import type { PanelPrompt } from '../ports.ts';
import type { RoomContext } from '../room.ts';
import type { SetupController } from '../setup/controller.ts';
import type { ExportFormat, HistoryMessage, HistoryView } from './protocol.ts';
import { historyView, type PromptHistory } from './view.ts';

/** Runs read of one prompt. */
const readRuns = 500;

/** What the other rooms do with a run, or once it is deleted. */
interface OtherRooms {
  open(runId: string): Promise<void>;
  removed(runId: string): void;
  /** How its answers are read where it is shown. */
  extractor(runId: string): string | undefined;
}

/** The room of a prompt's runs: what was measured over its versions, and every run to open, export or delete. */
export class HistoryController {
  readonly #context: RoomContext;
  readonly #setup: SetupController;
  readonly #rooms: OtherRooms;
  #read: { readonly promptId: string; readonly history: PromptHistory } | undefined;
  #version = 0;

  constructor(context: RoomContext, setup: SetupController, rooms: OtherRooms) {
    this.#context = context;
    this.#setup = setup;
    this.#rooms = rooms;
  }

  async handle(message: HistoryMessage): Promise<void> {
    switch (message.type) {
      case 'open':
        return this.#rooms.open(message.id);
      case 'delete':
        return this.#delete(message.id);
      case 'export':
        return this.#export(message.id, message.format);
    }
  }

  view(): HistoryView {
    const { ports } = this.#context;
    const prompt = this.#setup.current.prompt;
    const isRead = prompt === undefined || this.#read?.promptId === prompt.id;
    return historyView(isRead ? (this.#read?.history ?? { series: [], runs: [] }) : undefined, {
      locale: ports.locale(),
      now: ports.clock.now(),
      prompt: prompt?.prompt,
    });
  }

  /** Reads the store anew: when the room comes to the front, with another prompt, and after a run. */
  refresh(): void {
    const version = ++this.#version;
    const prompt = this.#setup.current.prompt;
    if (prompt === undefined) return;
    this.#readOf(prompt).then(
      (history) => {
        if (version !== this.#version) return;
        this.#read = { promptId: prompt.id, history };
        this.#context.publish();
      },
      (thrown) => this.#context.notice(problemOf(thrown)),
    );
  }

  async #readOf({ workspace, prompt }: PanelPrompt): Promise<PromptHistory> {
    const { history } = this.#context.ports.core;
    const { lineage, contentHash, messages } = prompt;
    const text = messages.map((message) => message.text).join('\n\n');
    const [series, placed] = await Promise.all([
      history.series(workspace, { lineage, contentHash, text }),
      history.runs({ workspace, lineage, limit: readRuns }),
    ]);
    // A prompt that was moved has runs under its old place.
    const missing = series.filter(({ runId }) => !placed.some(({ id }) => id === runId));
    const moved = await Promise.all(
      [...new Set(missing.map(({ runId }) => runId))].map((id) => history.run(id)),
    );
    const runs = [...placed, ...moved.filter((run): run is StoredRun => run !== undefined)];
    return { series, runs: runs.toSorted((a, b) => b.startedAt - a.startedAt) };
  }

  async #export(runId: string, format: ExportFormat): Promise<void> {
    const { ports } = this.#context;
    const run = await ports.core.history.run(runId);
    if (run === undefined) return;
    const outcomes = await ports.core.history.outcomes(runId);
    const extractor = this.#rooms.extractor(runId);
    await ports.actions.save(
      `${runId}.${format}`,
      await exported(run, outcomes, format, extractor, ports.core),
    );
  }

  async #delete(runId: string): Promise<void> {
    const { ports } = this.#context;
    const name = this.view().runs.find(({ id }) => id === runId)?.name;
    if (name === undefined || !(await ports.actions.confirmDelete(name))) return;
    await ports.core.history.remove(runId);
    this.#rooms.removed(runId);
    this.refresh();
  }
}

/** Figures are read as the run is read on the screen, where it is shown. */
async function exported(
  run: StoredRun,
  outcomes: readonly Outcome[],
  format: ExportFormat,
  extractor: string | undefined,
  core: Pick<Core, 'checkerFor'>,
): Promise<string> {
  if (format === 'jsonl') return exportReplies(run, outcomes);
  const plan = { ...run.plan, extractor: extractor ?? run.plan.extractor };
  const checker = await core.checkerFor(plan);
  await checker?.judge(outcomes);
  const finished = run.ending === 'finished';
  return exportTallies(plan, reportOf(plan, outcomes, { finished, ...(checker && { checker }) }));
}
