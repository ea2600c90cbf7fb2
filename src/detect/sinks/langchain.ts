import { defineSink } from './types.ts';

const template = 'format' as const;
const fromTemplate = { arguments: { template: 'user' }, positional: ['user'], template } as const;
const fromMessages = { arguments: { messages: 'messages' }, positional: ['messages'], template } as const;
const invoked = { arguments: { input: 'input' }, positional: ['input'] } as const;
/** What code calls a model, as it is or with a schema or tools bound to it. */
const models = [
  ...['llm', 'model', 'chat', 'chat_model', 'chatModel', 'structured_llm', 'structuredLlm'],
  ...['structured_model', 'structuredModel', 'llm_with_tools', 'llmWithTools', 'model_with_tools'],
  ...['modelWithTools', 'with_structured_output', 'withStructuredOutput', 'bind_tools', 'bindTools'],
];

export const langchain = defineSink({
  id: 'langchain',
  sdk: 'LangChain',
  calls: [
    { callee: 'ChatPromptTemplate.from_messages', ...fromMessages },
    { callee: 'ChatPromptTemplate.fromMessages', ...fromMessages },
    { callee: 'ChatPromptTemplate', ...fromMessages },
    { callee: 'ChatPromptTemplate.from_template', ...fromTemplate },
    { callee: 'ChatPromptTemplate.fromTemplate', ...fromTemplate },
    { callee: 'PromptTemplate.from_template', ...fromTemplate },
    { callee: 'PromptTemplate.fromTemplate', ...fromTemplate },
    { callee: 'PromptTemplate', arguments: { template: 'user' }, template },
    ...models.flatMap((name) =>
      ['invoke', 'ainvoke', 'stream', 'astream'].map((method) => ({
        callee: `${name}.${method}`,
        ...invoked,
      })),
    ),
    { callee: 'llm.predict', arguments: { text: 'user' }, positional: ['user'] },
    { callee: 'create_agent', arguments: { system_prompt: 'system' }, model: 0 },
    { callee: 'createAgent', arguments: { systemPrompt: 'system' } },
  ],
  messages: [
    { callee: 'SystemMessage', role: 'system', content: 'content' },
    { callee: 'HumanMessage', role: 'user', content: 'content' },
    { callee: 'AIMessage', role: 'assistant', content: 'content' },
    { callee: 'SystemMessagePromptTemplate.from_template', role: 'system', content: 'template', template },
    { callee: 'SystemMessagePromptTemplate.fromTemplate', role: 'system', content: 'template', template },
    { callee: 'HumanMessagePromptTemplate.from_template', role: 'user', content: 'template', template },
    { callee: 'HumanMessagePromptTemplate.fromTemplate', role: 'user', content: 'template', template },
    { callee: 'AIMessagePromptTemplate.from_template', role: 'assistant', content: 'template', template },
    { callee: 'AIMessagePromptTemplate.fromTemplate', role: 'assistant', content: 'template', template },
  ],
});
