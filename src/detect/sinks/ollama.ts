import { defineSink } from './types.ts';

const settings = ['options'] as const;
const chat = { arguments: { messages: 'messages' }, settings, model: 0 } as const;
const generate = { arguments: { system: 'system', prompt: 'user' }, settings, model: 0 } as const;

export const ollama = defineSink({
  id: 'ollama',
  sdk: 'Ollama',
  packages: ['ollama'],
  calls: [
    { callee: 'chat', ...chat, positional: [undefined, 'messages'], imported: true },
    { callee: 'generate', ...generate, positional: [undefined, 'user'], imported: true },
    { callee: 'chat', ...chat, requires: ['messages'] },
    { callee: 'generate', ...generate, requires: ['model', 'prompt'] },
  ],
  makers: ['Client', 'AsyncClient', 'Ollama'].map((callee) => ({ callee })),
});
