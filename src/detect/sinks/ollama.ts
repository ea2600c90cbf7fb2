import { defineSink } from './types.ts';

const chat = { arguments: { messages: 'messages' }, requires: ['messages'], settings: ['options'] } as const;
const generate = {
  arguments: { system: 'system', prompt: 'user' },
  requires: ['model', 'prompt'],
  settings: ['options'],
} as const;

export const ollama = defineSink({
  id: 'ollama',
  sdk: 'Ollama',
  calls: [
    { callee: 'ollama.chat', ...chat, model: 0 },
    { callee: 'ollama.generate', arguments: generate.arguments, settings: generate.settings, model: 0 },
    { callee: 'client.chat', ...chat, model: 0 },
    { callee: 'client.generate', ...generate },
    ...['Client', 'AsyncClient', 'ollama.Client', 'ollama.AsyncClient'].map((madeBy) => ({
      callee: 'client.generate',
      arguments: generate.arguments,
      positional: [undefined, 'user'] as const,
      settings: generate.settings,
      model: 0,
      madeBy,
    })),
    { callee: 'chat', ...chat, model: 0 },
    { callee: 'generate', ...generate },
  ],
});
