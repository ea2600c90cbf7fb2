import type { ChatHistoryItem, ChatWrapper, LlamaModel, LlamaModule, Token } from './llama.ts';
import type { ChatMessage } from './request.ts';

/** Turns messages into the tokens the model was trained on, up to where its own reply starts. */
export type ChatTemplate = (messages: readonly ChatMessage[]) => readonly Token[];

/**
 * The template inside the GGUF file; where it has none, or one that cannot be rendered, the closest one known for the
 * model's family. Special tokens come from the template alone: the same characters inside a message are plain text.
 */
export function createChatTemplate(module: LlamaModule, model: LlamaModel): ChatTemplate {
  const wrapper = ownTemplate(module, model) ?? module.resolveChatWrapper(model);
  return (messages) => render(wrapper, model, messages);
}

function ownTemplate(module: LlamaModule, model: LlamaModel): ChatWrapper | undefined {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  if (template === undefined) return undefined;
  try {
    const wrapper = new module.JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer });
    render(wrapper, model, [{ role: 'user', text: 'probe' }]);
    return wrapper;
  } catch {
    return undefined;
  }
}

function render(wrapper: ChatWrapper, model: LlamaModel, messages: readonly ChatMessage[]): readonly Token[] {
  const chatHistory = [...messages.map(historyItem), { type: 'model', response: [] } as const];
  return wrapper.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer);
}

function historyItem({ role, text }: ChatMessage): ChatHistoryItem {
  return role === 'assistant' ? { type: 'model', response: [text] } : { type: role, text };
}
