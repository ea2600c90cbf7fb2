import type { Outcome, Reply, RunEnding } from '../trials/types.ts';
import { fileKey, pathInWorkspace, workspaceKey } from './fileKey.ts';
import { findMeasurements, placedIn, seriesOf } from './match.ts';
import { historyError } from './problems.ts';
import type { History, Measurement, RunStart, StoredRun } from './types.ts';

interface KeptMeasurement {
  readonly measurement: Measurement;
  readonly symbol: string;
  readonly ordinal: number;
  file: string;
}

interface KeptRun {
  readonly start: RunStart;
  /** By variant: where its prompt is now. */
  readonly files: Map<string, string>;
  readonly outcomes: Map<string, Outcome>;
  finishedAt?: number;
  ending?: RunEnding;
  held?: { readonly owner: string; readonly until: number } | undefined;
  measurements: readonly KeptMeasurement[];
}

/** A history that lives as long as the process: for browsers and tests. Behaves as the stored one does. */
export function createMemoryHistory(now: () => number = Date.now): History {
  const kept = new Map<string, KeptRun>();
  const runOf = (id: string) => {
    const run = kept.get(id);
    if (run === undefined) throw historyError('history-unknown-run', { run: id });
    return run;
  };
  const newestFirst = () =>
    [...kept.values()].reverse().sort((a, b) => b.start.startedAt - a.start.startedAt);
  /** Measurements of a workspace, newest first: those of some files, and the others. */
  const measured = (workspace: string, files: ReadonlySet<string>) => {
    const known = [...kept.values()]
      .flatMap((run) => run.measurements.map((one) => ({ ...one, text: textOf(run, one) })))
      .filter(({ file }) => file.startsWith(`${workspaceKey(workspace)}/`))
      .reverse()
      .sort((a, b) => b.measurement.at - a.measurement.at);
    return {
      inFiles: known.filter(({ file }) => files.has(file)),
      elsewhere: known.filter(({ file }) => !files.has(file)),
    };
  };
  return {
    async begin(start) {
      if (kept.has(start.id)) throw new Error(`run ${start.id} exists`);
      const files = new Map(
        start.prompts.map(({ variant, lineage }) => [variant, fileKey(start.workspace, lineage.path)]),
      );
      kept.set(start.id, { start: structuredClone(start), files, outcomes: new Map(), measurements: [] });
    },
    async append(runId, outcome) {
      const { outcomes } = runOf(runId);
      const key = JSON.stringify([outcome.variant, outcome.case, outcome.slot]);
      if (outcomes.get(key)?.type !== 'reply') outcomes.set(key, structuredClone(outcome));
    },
    async finish(runId, measurements, ending = 'finished') {
      const run = runOf(runId);
      run.ending = ending;
      run.held = undefined;
      run.finishedAt = now();
      run.measurements = measurements.map(({ lineage, workspace, ...measurement }) => ({
        measurement,
        file: fileKey(workspace, lineage.path),
        symbol: lineage.symbol,
        ordinal: lineage.ordinal,
      }));
    },
    async hold(runId, owner, millis) {
      const run = runOf(runId);
      if (run.held !== undefined && run.held.owner !== owner && run.held.until > now()) return false;
      run.held = millis > 0 ? { owner, until: now() + millis } : undefined;
      if (millis > 0) delete run.finishedAt;
      return true;
    },
    async runs({ workspace, lineage, limit }) {
      const below = workspace === undefined ? '' : `${workspaceKey(workspace)}/`;
      const tail = lineage === undefined ? '' : `/${lineage.path}`;
      return newestFirst()
        .map((run) => storedRun(run, now()))
        .filter((run) =>
          run.prompts.some((prompt) => {
            const file = fileKey(run.workspace, prompt.lineage.path);
            const sameName =
              prompt.lineage.symbol === lineage?.symbol && prompt.lineage.ordinal === lineage.ordinal;
            return file.startsWith(below) && file.endsWith(tail) && (lineage === undefined || sameName);
          }),
        )
        .slice(0, limit);
    },
    async run(runId) {
      const run = kept.get(runId);
      return run && storedRun(run, now());
    },
    async outcomes(runId) {
      return [...(kept.get(runId)?.outcomes.values() ?? [])];
    },
    async replies(requestHash) {
      return newestPerSlot(
        [...kept.values()].flatMap(({ outcomes }) => [...outcomes.values()]),
        requestHash,
      );
    },
    async measurements(workspace, prompts) {
      const placed = prompts.map((prompt) => placedIn(workspace, prompt));
      const files = new Set(placed.map(({ file }) => file));
      const { inFiles, elsewhere } = measured(workspace, files);
      return findMeasurements(placed, inFiles, () => elsewhere);
    },
    async series(workspace, prompt) {
      const placed = placedIn(workspace, prompt);
      const { inFiles, elsewhere } = measured(workspace, new Set([placed.file]));
      return seriesOf(placed, inFiles, () => elsewhere);
    },
    async remove(runId) {
      const { held } = runOf(runId);
      if (held !== undefined && held.until > now()) throw historyError('history-run-goes-on', { run: runId });
      kept.delete(runId);
    },
    async rename(workspace, from, to) {
      const move = mover(fileKey(workspace, from), fileKey(workspace, to));
      for (const { files, measurements } of kept.values()) {
        for (const [variant, file] of files) files.set(variant, move(file));
        for (const measured of measurements) measured.file = move(measured.file);
      }
    },
    async close() {},
  };
}

function storedRun(
  { start, files, outcomes, finishedAt, ending = 'finished', held, measurements }: KeptRun,
  now: number,
): StoredRun {
  const prompts = start.prompts.map((prompt) => {
    const path = pathInWorkspace(files.get(prompt.variant) ?? '', start.workspace);
    return { ...prompt, lineage: { ...prompt.lineage, path } };
  });
  return {
    ...start,
    ...{ prompts, outcomes: outcomes.size, measured: measurements.map(({ measurement }) => measurement) },
    ...(finishedAt === undefined ? {} : { finishedAt, ending }),
    ...(held !== undefined && held.until > now ? { heldUntil: held.until } : {}),
  };
}

function newestPerSlot(outcomes: readonly Outcome[], requestHash: string): readonly Reply[] {
  const bySlot = new Map<number, Reply>();
  for (const outcome of outcomes) {
    if (outcome.type !== 'reply' || outcome.requestHash !== requestHash) continue;
    if (!outcome.cached || (bySlot.get(outcome.slot)?.cached ?? true)) bySlot.set(outcome.slot, outcome);
  }
  return [...bySlot.values()].sort((a, b) => a.slot - b.slot);
}

function textOf({ start }: KeptRun, { measurement }: KeptMeasurement): string {
  return start.prompts.find(({ contentHash }) => contentHash === measurement.contentHash)?.text ?? '';
}

function mover(from: string, to: string) {
  return (file: string) =>
    file === from ? to : file.startsWith(`${from}/`) ? to + file.slice(from.length) : file;
}
