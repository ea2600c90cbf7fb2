import { type Problem, problemOf } from '../../base/problem.ts';
import type { Case } from '../../prompt/types.ts';
import { assumedAnswerTokens, type Estimate } from '../../trials/estimate.ts';
import { inputNames, taskInput } from '../../trials/plan.ts';
import { type ProposedCases, proposalQuestion, proposeCases } from '../../trials/proposeCases.ts';
import type { OfferedModel, PanelPrompt } from '../ports.ts';
import type { RoomContext } from '../room.ts';
import type { SetupController } from '../setup/controller.ts';
import { chosenModel, holeValues, modelKey, type Setup } from '../setup/setup.ts';
import { setupTexts } from '../setup/texts.ts';
import { estimateLines } from '../setup/view.ts';
import { type Teller, tellerOf } from '../teller.ts';
import type { ProposalView } from './protocol.ts';
import { casesSentences as texts } from './texts.ts';

/** Inputs asked for at once. */
const proposedCount = 10;

/** Asks a chosen model for more inputs; the demonstration model is none of those to choose from. */
export class Proposer {
  readonly #context: RoomContext;
  readonly #setup: SetupController;
  #model: string | undefined;
  #stop: AbortController | undefined;
  #estimate: Estimate | undefined;
  #estimateVersion = 0;

  constructor(context: RoomContext, setup: SetupController) {
    this.#context = context;
    this.#setup = setup;
  }

  choose(id: string): void {
    this.#model = id;
    this.#context.publish();
    this.estimateAgain();
  }

  /** Ends a request under way. */
  stop(): void {
    this.#stop?.abort();
  }

  /** The model's proposals; nothing where it could not be asked, or was stopped, which is said. */
  async propose(prompt: PanelPrompt): Promise<ProposedCases | undefined> {
    const { ports, notice, publish } = this.#context;
    const writer = this.#writer();
    if (writer === undefined || this.#stop !== undefined || this.view().blocked !== undefined) return;
    const stop = new AbortController();
    this.#stop = stop;
    publish();
    try {
      const ask = ports.core.askOf(writer.info.ref);
      const examples = examplesOf(this.#setup.current);
      return await proposeCases(prompt.prompt, examples, ask, proposedCount, stop.signal);
    } catch (thrown) {
      if (!stop.signal.aborted) notice(told(thrown));
      return;
    } finally {
      this.#stop = undefined;
      publish();
    }
  }

  view(): ProposalView {
    const { ports } = this.#context;
    const locale = ports.locale();
    const tell = tellerOf(locale);
    const { offer } = this.#setup.current;
    const writer = this.#writer();
    const blocked = this.#blocked(tell);
    return {
      models: this.#writers().map((model) => ({ id: modelKey(model), label: model.info.title })),
      ...(writer === undefined ? {} : { model: modelKey(writer) }),
      ...(offer.unlisted === undefined ? {} : { listModels: offer.unlisted }),
      size: estimateLines(this.#estimate, writer, tell, locale),
      ...(blocked === undefined ? {} : { blocked }),
      running: this.#stop !== undefined,
    };
  }

  /** Reckons the size of the request: another prompt, model or example makes it another one. */
  estimateAgain(): void {
    const version = ++this.#estimateVersion;
    this.#estimated().then(
      (estimate) => {
        if (version !== this.#estimateVersion) return;
        this.#estimate = estimate;
        this.#context.publishSoon();
      },
      (thrown) => this.#context.notice(problemOf(thrown)),
    );
  }

  #writers(): readonly OfferedModel[] {
    return this.#setup.current.offer.models.filter(({ info }) => info.demonstration !== true);
  }

  /** The model chosen here, else the one chosen for the runs, else the first. */
  #writer(): OfferedModel | undefined {
    const writers = this.#writers();
    const named = (key: string | undefined) => writers.find((model) => modelKey(model) === key);
    const chosen = chosenModel(this.#setup.current);
    return named(this.#model) ?? named(chosen && modelKey(chosen)) ?? writers[0];
  }

  #blocked(tell: Teller): string | undefined {
    const { prompt, offer } = this.#setup.current;
    if (!this.#context.ports.trusted()) return tell(setupTexts.untrusted);
    if (prompt !== undefined && inputNames(prompt.prompt).length === 0) return tell(texts.noInputs);
    if (this.#writer() !== undefined) return undefined;
    const server = offer.unlisted;
    return server === undefined ? tell(texts.noModel) : tell(texts.listFirst, { server });
  }

  async #estimated(): Promise<Estimate | undefined> {
    const { prompt } = this.#setup.current;
    const writer = this.#writer();
    if (prompt === undefined || writer === undefined) return undefined;
    const { countTokens } = this.#context.ports;
    const examples = examplesOf(this.#setup.current);
    const { system, user } = proposalQuestion(prompt.prompt, examples, proposedCount);
    const promptTokens = (await countTokens(system)) + (await countTokens(user));
    const [example] = examples;
    const one = await countTokens(JSON.stringify(example?.inputs ?? {}));
    const completionTokens = Math.max(assumedAnswerTokens, proposedCount * one);
    const price = this.#setup.priceOf(writer.info.ref);
    const cost = price && (promptTokens * price.prompt + completionTokens * price.completion) / 1e6;
    return {
      samples: 1,
      promptTokens,
      completionTokens,
      answers: 'assumed',
      ...(cost === undefined ? {} : { cost }),
    };
  }
}

/** The rows of the file, else the values of the form. */
function examplesOf(setup: Setup): readonly Case[] {
  const cases = setup.casesFile?.cases ?? [];
  if (cases.length > 0) return cases;
  const values = holeValues(setup).filter(({ value }) => value !== '');
  const { task } = setup.fields;
  const inputs = {
    ...Object.fromEntries(values.map(({ name, value }) => [name, value])),
    ...(task === '' ? {} : { [taskInput]: task }),
  };
  return Object.keys(inputs).length === 0 ? [] : [{ id: '1', inputs }];
}

/** A model found unfit when it is asked is told so in this room's words. */
function told(thrown: unknown): Problem {
  const problem = problemOf(thrown);
  return problem.code === 'not-for-rewriting'
    ? { code: problem.code, phrase: { text: texts.noModel } }
    : problem;
}
