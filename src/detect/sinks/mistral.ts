import { defineSink } from './types.ts';

const takes = { arguments: { messages: 'messages' }, requires: ['messages'] } as const;

export const mistral = defineSink({
  id: 'mistral',
  sdk: 'Mistral',
  packages: ['mistralai', '@mistralai'],
  calls: [
    ...['complete', 'complete_async', 'stream', 'stream_async', 'parse', 'parse_async', 'parseStream'].map(
      (method) => ({ callee: `chat.${method}`, ...takes }),
    ),
    { callee: 'agents.complete', ...takes },
    { callee: 'agents.stream', ...takes },
    { callee: 'fim.complete', arguments: { prompt: 'user' }, requires: ['prompt'] },
    ...['chat', 'chat_stream', 'chatStream'].map((callee) => ({
      callee,
      ...takes,
      madeBy: ['MistralClient', 'MistralAsyncClient'],
    })),
  ],
  makers: ['Mistral', 'MistralClient', 'MistralAsyncClient'].map((callee) => ({ callee })),
  messages: [
    { callee: 'UserMessage', role: 'user', content: 'content' },
    { callee: 'AssistantMessage', role: 'assistant', content: 'content' },
  ],
});
