import { silentLog } from '../../../src/base/log.ts';
import { createRandom } from '../../../src/base/random.ts';
import type { Locale } from '../../../src/base/text.ts';
import { defaultSettings } from '../../../src/config/settings.ts';
import { createCore } from '../../../src/core.ts';
import { createMemoryHistory } from '../../../src/history/memory.ts';
import type { History } from '../../../src/history/types.ts';
import type { ModelFailure, Provider } from '../../../src/models/types.ts';
import { changedCases } from '../../../src/panel/cases/change.ts';
import { PanelController } from '../../../src/panel/controller.ts';
import type { CasesFile, OfferedModel, PanelPorts, PanelPrompt } from '../../../src/panel/ports.ts';
import type { TextVariant } from '../../../src/panel/setup/variants.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { parseCases } from '../../../src/trials/cases.ts';
import { inputNames } from '../../../src/trials/plan.ts';
import { createFastClock } from '../../support/fastClock.ts';

export const workspace = 'file:///project';

/** A prompt that asks one question. */
export function question(text = 'Which is larger, {{first}} or 11?', path = 'larger.prompt.txt'): Prompt {
  return promptFromText([{ role: 'user', text }], { path });
}

export function panelPrompt(prompt: Prompt): PanelPrompt {
  const uri = `${workspace}/${prompt.lineage.path}`;
  return { id: `${uri}#${prompt.id}`, uri, workspace, prompt };
}

/** A provider whose reply to each slot is written down; `hold` makes a slot wait until the run is stopped. */
export function scriptedProvider(
  reply: (slot: number, text: string, model: string) => string | ModelFailure | 'hold',
): Provider & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    id: 'openai',
    title: { en: 'Test', 'zh-cn': '测试' },
    capabilities: {
      manySamples: false,
      seed: false,
      temperature: true,
      systemRole: true,
      usage: true,
      rewriting: true,
      concurrency: 4,
    },
    models: async () => [],
    async *sample({ messages, model }, slots, signal) {
      for (const slot of slots) {
        asked.push(slot);
        const text = messages.map(({ content }) => content).join('\n');
        const answer = reply(slot, text, model.model);
        if (answer === 'hold') {
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          const phrase = { text: { en: 'cancelled', 'zh-cn': '已取消' } };
          yield { type: 'failure', slot, failure: { code: 'aborted', phrase }, millis: 1 };
        } else if (typeof answer === 'string') {
          yield { type: 'delta', slot, text: answer };
          const usage = { promptTokens: 10, completionTokens: 2 };
          const confirmed = { samplingControlled: true };
          yield { type: 'end', slot, text: answer, finish: 'stop', usage, confirmed, millis: 100 };
        } else {
          yield { type: 'failure', slot, failure: answer, millis: 1 };
        }
      }
    },
  };
}

export const testModel: OfferedModel = {
  info: { ref: { provider: 'openai', model: 'test', origin: 'http://127.0.0.1:1' }, title: 'Test model' },
  concurrency: 4,
  billing: 'tokens',
};

const newCasesName = 'larger.cases.jsonl';

interface World {
  readonly provider: Provider;
  readonly prompts?: readonly PanelPrompt[];
  readonly history?: History;
  readonly cases?: CasesFile;
  /** The text of the cases file in JSON Lines, which can be changed. */
  readonly casesText?: string;
  /** What is on offer; a function where that changes. */
  readonly models?: readonly OfferedModel[] | (() => readonly OfferedModel[]);
  readonly trusted?: boolean;
  readonly locale?: Locale;
  /** Whether a look for programs of this machine finds a change. */
  readonly lookForModels?: () => boolean;
  /** What `promptquorum.yml` names. */
  readonly projectModels?: readonly string[];
  /** What the user chooses as another text. */
  readonly variant?: TextVariant;
}

/** A controller over the real core, a history in memory and a scripted model. */
export function panelWith(world: World) {
  const history = world.history ?? createMemoryHistory();
  const clock = createFastClock(1);
  const core = createCore({
    detector: { open: unused, change: unused, close: unused },
    history,
    provider: async () => world.provider,
    clock,
    random: createRandom(7),
    log: silentLog,
    allowScripts: () => world.trusted ?? true,
  });
  const acted: string[] = [];
  let file = world.casesText === undefined ? undefined : { name: newCasesName, text: world.casesText };
  const readCases = async (prompt: Prompt) =>
    file && { name: file.name, ...(await parseCases(file.text, 'jsonl', inputNames(prompt))) };
  const ports: PanelPorts = {
    core,
    clock,
    actions: {
      browsePrompts: () => void acted.push('browse'),
      setUpModel: () => void acted.push('setUp'),
      setKey: () => void acted.push('setKey'),
      copy: (text) => void acted.push(`copy ${text}`),
      confirmDelete: async (run) => acted.push(`delete ${run}`) > 0,
      save: async (name, text) => void acted.push(`save ${name}\n${text}`),
      variant: async () => world.variant,
      openCases: (_, line) => void acted.push(`open cases ${line ?? ''}`),
      changeCases: async ({ prompt }, change) => {
        const before = file?.text ?? '';
        file = {
          name: file?.name ?? newCasesName,
          text: await changedCases(before, 'jsonl', prompt, change),
        };
        return readCases(prompt);
      },
      write: async (_, edits) => acted.push(`write ${JSON.stringify(edits)}`) > 0,
    },
    locale: () => world.locale ?? 'en',
    trusted: () => world.trusted ?? true,
    settings: () => ({ ...defaultSettings, 'trials.samples': 12 }),
    prompts: () => world.prompts ?? [],
    workspace: () => workspace,
    exists: async () => false,
    cases: async ({ prompt }) => world.cases ?? readCases(prompt),
    newCasesName: () => newCasesName,
    models: async () => {
      const { models = [testModel] } = world;
      return { models: typeof models === 'function' ? models() : models, canSetUpBuiltIn: false };
    },
    lookForModels: async () => world.lookForModels?.() ?? false,
    projectModels: () => world.projectModels ?? [],
    countTokens: async (text) => text.length,
  };
  return { controller: new PanelController(ports), history, acted, casesText: () => file?.text };
}

async function unused(): Promise<never> {
  throw new Error('not part of these tests');
}
