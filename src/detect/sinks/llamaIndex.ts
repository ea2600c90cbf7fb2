import { defineSink } from './types.ts';

const template = 'format' as const;
const completed = { arguments: { prompt: 'user' }, positional: ['user'] } as const;
const chatted = { arguments: { messages: 'messages' }, positional: ['messages'] } as const;
const templated = {
  arguments: { template: 'user', message_templates: 'messages' },
  positional: ['input'],
  template,
} as const;

export const llamaIndex = defineSink({
  id: 'llama-index',
  sdk: 'LlamaIndex',
  calls: [
    { callee: 'PromptTemplate', ...templated },
    { callee: 'ChatPromptTemplate', ...templated },
    {
      callee: 'RichPromptTemplate',
      arguments: { template_str: 'user' },
      positional: ['user'],
      template: 'jinja',
    },
    { callee: 'llm.complete', ...completed },
    { callee: 'llm.acomplete', ...completed },
    { callee: 'llm.stream_complete', ...completed },
    { callee: 'llm.astream_complete', ...completed },
    { callee: 'llm.chat', ...chatted },
    { callee: 'llm.achat', ...chatted },
    { callee: 'llm.stream_chat', ...chatted },
    { callee: 'llm.astream_chat', ...chatted },
    { callee: 'as_chat_engine', arguments: { system_prompt: 'system' } },
    { callee: 'FunctionAgent', arguments: { system_prompt: 'system' } },
    { callee: 'ReActAgent', arguments: { system_prompt: 'system' } },
  ],
  messages: [
    { callee: 'ChatMessage', content: 'content', template: 'outer' },
    { callee: 'ChatMessage.from_str', content: 'content', template: 'outer' },
  ],
});
