import { defineSink } from './types.ts';

const messages = { messages: 'messages' } as const;

export const openaiChat = defineSink({
  id: 'openai-chat',
  sdk: 'OpenAI chat completions',
  packages: ['openai'],
  calls: [
    { callee: 'chat.completions.create', arguments: messages },
    { callee: 'chat.completions.parse', arguments: messages },
    { callee: 'chat.completions.stream', arguments: messages },
    { callee: 'chat.completions.runTools', arguments: messages },
    { callee: 'ChatCompletion.create', arguments: messages },
    { callee: 'ChatCompletion.acreate', arguments: messages },
    { callee: 'createChatCompletion', arguments: messages },
    { callee: 'completions.create', arguments: { messages: 'messages', prompt: 'user' } },
    { callee: 'Completion.create', arguments: { messages: 'messages', prompt: 'user' } },
  ],
  makers: ['OpenAI', 'AsyncOpenAI'].map((callee) => ({ callee })),
});
