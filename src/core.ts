import type { AnalyzeOptions } from './analyze/analyze.ts';
import type { Remembered } from './analyze/remembered.ts';
import type { Finding } from './analyze/types.ts';
import type { Clock } from './base/clock.ts';
import { createLineMap } from './base/lineMap.ts';
import type { Log } from './base/log.ts';
import { ProblemError } from './base/problem.ts';
import type { Random } from './base/random.ts';
import { slice, type TextEdit, touches } from './base/span.ts';
import { defineTexts, phrase } from './base/text.ts';
import { suppressions } from './config/suppression.ts';
import { encodeEdits } from './detect/encode.ts';
import { type Mark, markedPrompts } from './detect/marked.ts';
import type { Detector } from './detect/types.ts';
import type { History, RunStart } from './history/types.ts';
import type { ModelRef, Provider } from './models/types.ts';
import { sourceOfSpan } from './prompt/place.ts';
import type {
  Case,
  Detected,
  DetectionProblem,
  FileEdits,
  Message,
  PlacedEdit,
  Prompt,
  SourceFile,
  SourceRange,
} from './prompt/types.ts';
import type { Ask, Proposal } from './rewrite/types.ts';
import { checkerFor } from './trials/checking/checkerFor.ts';
import type { Checker, CheckerPorts, Judge, Report, TrialEvent, TrialPlan } from './trials/types.ts';

/** Outside worlds, given by each front end. */
export interface CorePorts {
  readonly detector: Detector;
  readonly history: History;
  /** The provider of a model; rejects with a `ProblemError` where it cannot be had (no key, not set up). */
  provider(ref: ModelRef, signal: AbortSignal): Promise<Provider>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Whether checks from files may run their expressions; without it they may not. */
  allowScripts?(): boolean;
  /** Judges replies in a thread of its own; without it they are judged where the core runs. */
  readonly judge?: Judge;
}

/** A finding with its place in the file. Suppressed findings are left out. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly source: SourceRange;
}

/** What is known of a file. Plain data. */
export interface Inspection {
  readonly prompts: readonly Prompt[];
  readonly problems: readonly DetectionProblem[];
  readonly findings: readonly LocatedFinding[];
  /** Other files that texts come from: a change of theirs may change the prompts. */
  readonly imports?: readonly string[];
}

/** How a file is looked at. */
export interface InspectOptions extends AnalyzeOptions {
  /** Selections that the user treats as prompts. */
  readonly marks?: readonly Mark[];
}

/** A run to start or to resume: the plan, and which prompts its variants came from. */
export type TrialStart = Pick<RunStart, 'plan' | 'prompts' | 'workspace' | 'startedBy'>;

/** The front door for every front end: editor, panel and terminal. */
export interface Core {
  /** Detects and analyses a file; `workspacePath` is its path relative to the workspace. */
  inspect(file: SourceFile, workspacePath: string, options?: InspectOptions): Promise<Inspection>;
  /** The same after edits of an inspected file; `text` is the text after them. */
  reinspect(file: SourceFile, edits: readonly TextEdit[], options?: InspectOptions): Promise<Inspection>;
  /** Forgets a file. */
  close(uri: string): Promise<void>;
  /** Writes edits of a prompt's text as edits of its files; throws a `ProblemError` where they cannot be written. */
  encode(prompt: Prompt, edits: readonly PlacedEdit[]): readonly FileEdits[];
  /**
   * The safe fixes of a file, applied until nothing is left to mend. What a comment silences stays; so does a prompt whose fix
   * cannot be written, or meets the fix of another prompt: inspect the result again for those.
   */
  fixAll(inspection: Inspection, options?: AnalyzeOptions): Promise<readonly FileEdits[]>;
  /** A rewrite; offline without `ask`. */
  propose(
    techniqueId: string,
    prompt: Prompt,
    context: { readonly cases: readonly Case[]; readonly ask?: Ask },
    signal: AbortSignal,
  ): Promise<Proposal>;
  /** An `ask` bound to a model, for rewriting; rejects with a `ProblemError` for models not fit for it. */
  askOf(model: ModelRef): Ask;
  /** Starts a run; the first event names it. Ends early, with everything kept, when the signal aborts. */
  runTrial(start: TrialStart, signal: AbortSignal): AsyncIterable<TrialRunEvent>;
  /** Goes on with a run that was cut off: samples already stored are not asked again. */
  resumeTrial(runId: string, signal: AbortSignal): AsyncIterable<TrialRunEvent>;
  /** What judges the replies of a plan; `undefined` where it has no checks. */
  checkerFor(plan: Pick<TrialPlan, 'cases' | 'checks'>): Promise<Checker | undefined>;
  readonly history: History;
}

export type TrialRunEvent =
  | { readonly type: 'started'; readonly runId: string; readonly plan: TrialPlan }
  | TrialEvent;

/** Builds the core over the outside worlds a front end gives it. Rules, techniques and the runner load when first needed. */
export function createCore(ports: CorePorts): Core {
  const { detector, history } = ports;
  const lastLooks = new Map<string, Remembered>();
  return {
    history,
    inspect: async (file, workspacePath, options) =>
      inspectionOf(file, await detector.open(file, workspacePath), lastLooks, options),
    reinspect: async (file, edits, options) =>
      inspectionOf(file, await detector.change(file.uri, edits), lastLooks, options),
    close(uri) {
      lastLooks.delete(uri);
      return detector.close(uri);
    },
    encode: encodeEdits,
    fixAll: fixesOf,
    async propose(techniqueId, prompt, context, signal) {
      const [{ analyze }, { proposeRewrite }] = await Promise.all([
        analysis(),
        import('./rewrite/propose.ts'),
      ]);
      return proposeRewrite(techniqueId, prompt, { ...context, findings: analyze(prompt) }, signal);
    },
    askOf: (model) => async (question, signal) => {
      const { createAsk } = await import('./models/ask.ts');
      const provider = await ports.provider(model, signal);
      return createAsk(provider, model, ports)(question, signal);
    },
    async *runTrial(start, signal) {
      const runId = newRunId(ports);
      await history.begin({ ...start, id: runId, startedAt: ports.clock.now() });
      yield* drive(ports, { ...start, id: runId }, signal);
    },
    async *resumeTrial(runId, signal) {
      const run = await history.run(runId);
      if (run === undefined)
        throw new ProblemError({ code: 'run-unknown', phrase: phrase(texts.runUnknown, { runId }) });
      yield* drive(ports, run, signal);
    },
    checkerFor: async (plan) => checkerFor(plan, await checkerPorts(ports)),
  };
}

async function checkerPorts({ allowScripts, judge }: CorePorts): Promise<CheckerPorts> {
  const here = async () => (await import('./trials/checking/judge.ts')).judgeReplies;
  return { allowScripts: allowScripts?.() === true, judge: judge ?? (await here()) };
}

const analysis = () => import('./analyze/analyze.ts');

const texts = defineTexts({
  runHeld: {
    en: 'Another window or terminal is running this: wait for its end, or stop it there.',
    'zh-cn': '另一个窗口或终端正在进行此次运行：请等待其结束，或在那里停止。',
  },
  runUnknown: {
    en: 'There is no stored run {runId}; `prompt-quorum history` lists the runs there are.',
    'zh-cn': '没有编号为 {runId} 的已存运行；`prompt-quorum history` 可列出现有的运行。',
  },
});

/** Analyses what was found in a file, and leaves out what comments in it silence. */
async function inspectionOf(
  file: SourceFile,
  found: Detected,
  lastLooks: Map<string, Remembered>,
  { marks = [], ...options }: InspectOptions = {},
): Promise<Inspection> {
  const prompts = [...found.prompts, ...markedPrompts(file, marks, found.prompts)];
  const detected = { ...found, prompts };
  const [{ analyzeAgain }, { analyze }] = await Promise.all([import('./analyze/remembered.ts'), analysis()]);
  const look = analyzeAgain(detected.prompts, lastLooks.get(file.uri), options);
  lastLooks.set(file.uri, look.remembered);
  const silenced = suppressions(file.text, file.languageId);
  const lines = createLineMap(file.text);
  const lineOf = ({ span }: SourceRange) => lines.positionAt(span.start).line;
  const told = new Set<string>();
  const findings = detected.prompts.flatMap((prompt, index) =>
    (look.findings[index] ?? []).flatMap((finding) => {
      const message = prompt.messages[finding.place.turn];
      if (message === undefined) return [];
      if (message.foundElsewhere && isToldAlone(prompt, finding, message, analyze)) return [];
      const source = placeOfFinding(prompt, finding, message, file);
      if (source === undefined) return [];
      // A comment cannot stand inside a literal, so one above the literal speaks for all of it.
      const quiet = [source, message.source].some(
        (range) => range.uri === file.uri && silenced(finding.ruleId, lineOf(range)),
      );
      // A message that several prompts share, as where a call chooses between two texts, is told of once.
      const place = `${finding.ruleId} ${source.uri} ${source.span.start} ${source.span.end}`;
      if (quiet || told.has(place)) return [];
      told.add(place);
      return [{ finding, source }];
    }),
  );
  return { ...detected, findings };
}

async function fixesOf(
  { prompts, findings }: Inspection,
  options: AnalyzeOptions = {},
): Promise<readonly FileEdits[]> {
  const [{ analyze }, { fixAll }] = await Promise.all([analysis(), import('./analyze/fixAll.ts')]);
  const shown = new Set(findings.map(({ finding }) => `${finding.promptId}\n${finding.fingerprint}`));
  const accepted: FileEdits[] = [];
  for (const prompt of prompts) {
    const hidden = analyze(prompt, options).filter(
      (finding) => !shown.has(`${prompt.id}\n${finding.fingerprint}`),
    );
    const except = new Set(hidden.map(({ fingerprint }) => fingerprint));
    const files = written(prompt, fixAll(prompt, { ...options, except }));
    if (!files.some((file) => accepted.some((other) => meet(file, other)))) accepted.push(...files);
  }
  return accepted;
}

function written(prompt: Prompt, edits: readonly PlacedEdit[]): readonly FileEdits[] {
  try {
    return encodeEdits(prompt, edits);
  } catch (thrown) {
    if (thrown instanceof ProblemError) return [];
    throw thrown;
  }
}

function meet(a: FileEdits, b: FileEdits): boolean {
  return a.uri === b.uri && a.edits.some((one) => b.edits.some((two) => touches(one.span, two.span)));
}

/**
 * Where a file tells of a finding. What stands in another file is told there, or, where that file alone does not show that
 * it is a prompt, at the code that sends it.
 */
function placeOfFinding(
  prompt: Prompt,
  finding: Finding,
  message: Message,
  { uri, text }: SourceFile,
): SourceRange | undefined {
  const source = sourceOfFinding(prompt, finding) ?? sourceOfSpan(message, finding.place.span);
  if (source.uri === uri) return source;
  if (prompt.site === undefined) return undefined;
  const { start, end } = prompt.site.span;
  const lineEnd = /\r?\n|$/.exec(text.slice(start, end))?.index ?? 0;
  return { uri, span: { start, end: start + lineEnd } };
}

/** True where the file that a text stands in says the same of it: what only the call shows is told at the call. */
function isToldAlone(
  prompt: Prompt,
  { ruleId, place }: Finding,
  message: Message,
  analyze: (prompt: Prompt) => readonly Finding[],
): boolean {
  const { call: _call, ...rest } = prompt;
  const said = slice(message.text, place.span);
  return analyze({ ...rest, settings: {}, messages: [message] }).some(
    (other) => other.ruleId === ruleId && slice(message.text, other.place.span) === said,
  );
}

/** A finding about a declared input stands where the input is declared, one about a setting where that is written. */
function sourceOfFinding(
  { declaredInputs, settingSources }: Prompt,
  { declaredInput, setting }: Finding,
): SourceRange | undefined {
  if (setting !== undefined) return settingSources?.[setting];
  return declaredInputs?.find(({ name }) => name === declaredInput)?.source;
}

/** A run is held this long at a time, in milliseconds. */
const holdMillis = 12_000;
const holdAgainMillis = 4_000;

/** Runs a plan that nobody else is running, and records the measurement of each prompt once nothing more is to come. */
async function* drive(
  ports: CorePorts,
  run: TrialStart & Pick<RunStart, 'id'>,
  signal: AbortSignal,
): AsyncGenerator<TrialRunEvent> {
  const owner = newRunId(ports);
  const { history: store, clock, random } = ports;
  if (!(await store.hold(run.id, owner, holdMillis)))
    throw new ProblemError({ code: 'run-held', phrase: phrase(texts.runHeld) });
  const over = new AbortController();
  const holding = keepHolding(ports, run.id, owner, over.signal);
  try {
    yield { type: 'started', runId: run.id, plan: run.plan };
    const { runTrial } = await import('./trials/runner.ts');
    for await (const event of runTrial(
      run.plan,
      {
        runId: run.id,
        store,
        provider: ports.provider,
        clock,
        random,
        checks: await checkerPorts(ports),
      },
      signal,
    )) {
      if (event.type === 'finished') {
        over.abort();
        await holding;
        await recordMeasurements(ports, run, event.report);
      }
      yield event;
    }
  } finally {
    over.abort();
    await holding;
    await store.hold(run.id, owner, 0).catch((thrown) => ports.log.warn(String(thrown)));
  }
}

/** Tells the other windows and terminals over and over that the run goes on, until it is over. */
async function keepHolding(
  { history, clock, log }: CorePorts,
  runId: string,
  owner: string,
  over: AbortSignal,
): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(holdAgainMillis, over);
      await history.hold(runId, owner, holdMillis);
    }
  } catch (thrown) {
    if (!over.aborted) log.warn(`the run ${runId} could not be held: ${String(thrown)}`);
  }
}

async function recordMeasurements(
  { history, clock }: CorePorts,
  { id, plan, prompts, workspace }: TrialStart & Pick<RunStart, 'id'>,
  report: Report,
): Promise<void> {
  const measurements = prompts.flatMap(({ variant, lineage, contentHash }) => {
    const totals = report.totals.find((entry) => entry.variant === variant);
    const model = plan.variants.find((entry) => entry.id === variant)?.model;
    // One reply agrees with itself, which measures nothing.
    if (totals?.agreement === undefined || model === undefined || plan.samples < 2) return [];
    const { agreement, replies: samples, accuracy, passRate, scattered, cases } = totals;
    return [
      {
        runId: id,
        at: clock.now(),
        lineage,
        workspace,
        contentHash,
        modelTitle: model.model,
        samples,
        agreement,
        ...(accuracy && { accuracy: accuracy.share }),
        ...(passRate && { passRate: passRate.share }),
        ...(scattered === cases && { scattered: true as const }),
      },
    ];
  });
  const { endingOf } = await import('./trials/report.ts');
  await history.finish(id, measurements, endingOf(report));
}

/** Sorts by time, and is unique among windows and terminals that start at once. */
function newRunId({ clock, random }: CorePorts): string {
  const letters = Array.from({ length: 6 }, () => Math.floor(random() * 36).toString(36)).join('');
  return `${clock.now().toString(36)}-${letters}`;
}
