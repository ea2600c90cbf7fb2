import { defineSink } from './types.ts';

const template = 'format' as const;
const completed = { arguments: { prompt: 'user' }, positional: ['user'] } as const;
const chatted = { arguments: { messages: 'messages' }, positional: ['messages'] } as const;
const templated = {
  arguments: { template: 'user', message_templates: 'messages' },
  positional: ['input'],
  template,
} as const;
const engine = {
  arguments: { system_prompt: 'system', systemPrompt: 'system', context_prompt: 'user' },
  template,
} as const;
const agent = { arguments: { system_prompt: 'system', systemPrompt: 'system' } } as const;
const queried = { arguments: { query: 'user', str_or_query_bundle: 'user' }, positional: ['user'] } as const;
const said = { arguments: { message: 'user', user_msg: 'user' }, positional: ['user'] } as const;

const models = [
  ...[
    'OpenAI',
    'OpenAILike',
    'Anthropic',
    'Ollama',
    'GoogleGenAI',
    'Gemini',
    'Groq',
    'MistralAI',
    'Cohere',
    'DeepSeek',
  ],
  ...[
    'OpenRouter',
    'LiteLLM',
    'HuggingFaceLLM',
    'HuggingFaceInferenceAPI',
    'TogetherLLM',
    'Fireworks',
    'DashScope',
  ],
];
const elsewhere = ['AzureOpenAI', 'BedrockConverse', 'Vertex'];
const queryEngines = [
  'as_query_engine',
  'asQueryEngine',
  'RetrieverQueryEngine',
  'RetrieverQueryEngine.from_args',
];
const chatEngines = [
  ...[
    'as_chat_engine',
    'asChatEngine',
    'ContextChatEngine',
    'SimpleChatEngine',
    'CondenseQuestionChatEngine',
  ],
  ...[
    'ContextChatEngine.from_defaults',
    'SimpleChatEngine.from_defaults',
    'CondensePlusContextChatEngine.from_defaults',
  ],
];
const agents = [
  'FunctionAgent',
  'ReActAgent',
  'CodeActAgent',
  'AgentWorkflow',
  'AgentWorkflow.from_tools_or_functions',
  'agent',
];
const made = [...models, ...elsewhere];

export const llamaIndex = defineSink({
  id: 'llama-index',
  sdk: 'LlamaIndex',
  packages: ['llama_index', 'llamaindex', '@llamaindex'],
  calls: [
    { callee: 'PromptTemplate', ...templated },
    { callee: 'ChatPromptTemplate', ...templated },
    {
      callee: 'ChatPromptTemplate.from_messages',
      arguments: { message_templates: 'messages' },
      positional: ['messages'],
      template,
    },
    {
      callee: 'from_defaults',
      arguments: { prompt_template_str: 'user' },
      requires: ['prompt_template_str'],
      template,
    },
    {
      callee: 'RichPromptTemplate',
      arguments: { template_str: 'turns' },
      positional: ['turns'],
      template: 'jinja',
    },
    ...['complete', 'acomplete', 'stream_complete', 'astream_complete'].flatMap((method) => [
      { callee: `llm.${method}`, ...completed },
      { callee: method, ...completed, madeBy: made },
    ]),
    ...['chat', 'achat', 'stream_chat', 'astream_chat'].flatMap((method) => [
      { callee: `llm.${method}`, ...chatted },
      { callee: method, ...chatted, madeBy: made },
      { callee: `chat_engine.${method}`, ...said },
      { callee: method, ...said, madeBy: chatEngines },
    ]),
    { callee: 'chatEngine.chat', ...said },
    ...['query', 'aquery'].flatMap((method) => [
      ...['query_engine', 'queryEngine', 'as_query_engine', 'asQueryEngine'].map((owner) => ({
        callee: `${owner}.${method}`,
        ...queried,
      })),
      { callee: method, ...queried, madeBy: queryEngines },
    ]),
    { callee: 'run', ...said, madeBy: agents },
    { callee: 'as_chat_engine', ...engine },
    { callee: 'asChatEngine', ...engine },
    { callee: 'ContextChatEngine', ...engine },
    { callee: 'FunctionAgent', ...agent },
    { callee: 'ReActAgent', ...agent },
    { callee: 'agent', ...agent, imported: true },
  ],
  makers: [
    ...models.map((callee) => ({ callee })),
    ...elsewhere.map((callee) => ({ callee, elsewhere: true as const })),
    ...[...queryEngines, ...chatEngines, ...agents].map((callee) => ({ callee })),
  ],
  messages: [
    { callee: 'ChatMessage', content: 'content', template: 'outer' },
    { callee: 'ChatMessage.from_str', content: 'content', template: 'outer' },
  ],
});
