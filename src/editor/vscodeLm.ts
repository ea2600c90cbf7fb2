import * as vscode from 'vscode';
import { type Locale, phrase, say } from '../base/text.ts';
import { failure, shorten, unexpectedFailure } from '../models/failures.ts';
import type {
  Capabilities,
  ChatMessage,
  Confirmed,
  ModelFailure,
  ModelInfo,
  ModelRequest,
  Provider,
  ReplyEvent,
} from '../models/types.ts';
import { editorTexts as texts } from './texts.ts';

export const vscodeLmId = 'vscode-lm';

const capabilities: Capabilities = {
  manySamples: false,
  seed: false,
  temperature: false,
  systemRole: false,
  usage: false,
  rewriting: true,
  concurrency: 4,
};

/**
 * The language models other extensions bring to VS Code. VS Code asks for consent at the first request, which only ever
 * follows from the user's starting a run; usage is not told, and temperature may be ignored.
 */
export function createVscodeLm(locale: () => Locale): Provider {
  return {
    id: vscodeLmId,
    title: texts.lmProvider,
    capabilities,
    async models() {
      const models = await vscode.lm.selectChatModels();
      return models.map((model) => infoOf(model, locale()));
    },
    async *sample(request, slots, signal) {
      for (const slot of slots) yield* sampleOne(request, slot, signal, locale());
    },
  };
}

function infoOf({ id, name, vendor }: vscode.LanguageModelChat, locale: Locale): ModelInfo {
  const title = say({ text: texts.lmTitle, values: { model: name || id } }, locale);
  return { ref: { provider: vscodeLmId, model: `${vendor}/${id}` }, title };
}

async function findModel(name: string): Promise<vscode.LanguageModelChat | undefined> {
  const slash = name.indexOf('/');
  const selector = { vendor: name.slice(0, slash), id: name.slice(slash + 1) };
  const [model] = await vscode.lm.selectChatModels(selector);
  return model;
}

async function* sampleOne(
  { model: ref, messages, sampling }: ModelRequest,
  slot: number,
  signal: AbortSignal,
  locale: Locale,
): AsyncGenerator<ReplyEvent> {
  const begun = Date.now();
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = () => cancellation.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  let text = '';
  try {
    const model = await findModel(ref.model);
    signal.throwIfAborted();
    if (model === undefined) {
      const gone: ModelFailure = {
        code: 'model-not-found',
        phrase: phrase(texts.lmGone, { model: ref.model }),
      };
      yield { type: 'failure', slot, failure: gone, millis: 0 };
      return;
    }
    const { messages: sent, systemMerged } = withoutSystemRole(messages);
    const options: vscode.LanguageModelChatRequestOptions = {
      justification: say({ text: texts.justification }, locale),
      modelOptions: modelOptions(sampling),
    };
    const response = await model.sendRequest(sent.map(toChatMessage), options, cancellation.token);
    for await (const piece of response.text) {
      text += piece;
      yield { type: 'delta', slot, text: piece };
    }
    signal.throwIfAborted();
    const confirmed: Confirmed = { model: model.id, samplingControlled: false, systemMerged };
    yield text.trim() === ''
      ? {
          type: 'failure',
          slot,
          failure: failure('empty-reply', { model: model.name }),
          millis: Date.now() - begun,
        }
      : { type: 'end', slot, text, finish: 'stop', confirmed, millis: Date.now() - begun };
  } catch (thrown) {
    const cause = signal.aborted ? failure('aborted') : failureOf(thrown);
    const partial = text === '' ? {} : { partialText: text };
    yield { type: 'failure', slot, failure: { ...cause, ...partial }, millis: Date.now() - begun };
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

function modelOptions({ temperature, topP, maxTokens }: ModelRequest['sampling']): Record<string, unknown> {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
  };
}

/** VS Code's models have no system role: system text goes to the head of the first user message, marked as what it is. */
export function withoutSystemRole(messages: readonly ChatMessage[]): {
  readonly messages: readonly ChatMessage[];
  readonly systemMerged: boolean;
} {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  if (system.length === 0) return { messages: others, systemMerged: false };
  const head = `<system_instructions>\n${system.join('\n\n')}\n</system_instructions>`;
  const [first, ...rest] = others;
  if (first?.role !== 'user')
    return { messages: [{ role: 'user', content: head }, ...others], systemMerged: true };
  return {
    messages: [{ role: 'user', content: `${head}\n\n${first.content}` }, ...rest],
    systemMerged: true,
  };
}

function toChatMessage({ role, content }: ChatMessage): vscode.LanguageModelChatMessage {
  const { Assistant, User } = vscode.LanguageModelChatMessage;
  return role === 'assistant' ? Assistant(content) : User(content);
}

function failureOf(thrown: unknown): ModelFailure {
  if (!(thrown instanceof vscode.LanguageModelError)) return unexpectedFailure(thrown);
  const detail = shorten(thrown.message);
  switch (thrown.code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return { code: 'unauthorized', phrase: phrase(texts.noConsent) };
    case vscode.LanguageModelError.NotFound.name:
      return { code: 'model-not-found', phrase: phrase(texts.lmGone, { model: detail }) };
    case vscode.LanguageModelError.Blocked.name:
      return { code: 'quota-exceeded', phrase: phrase(texts.lmBlocked, { detail }) };
    default:
      return { code: 'server-error', phrase: phrase(texts.lmFailed, { detail }) };
  }
}
