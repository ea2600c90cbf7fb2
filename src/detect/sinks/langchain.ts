import { defineSink } from './types.ts';

const template = 'format' as const;
const fromTemplate = { arguments: { template: 'user' }, positional: ['user'], template } as const;
const fromMessages = { arguments: { messages: 'messages' }, positional: ['messages'], template } as const;
const agent = {
  arguments: { system_prompt: 'system', systemPrompt: 'system', prompt: 'system', state_modifier: 'system' },
  model: 0,
} as const;
/** What code calls a model, as it is or with a schema or tools bound to it. */
const names = [
  ...['llm', 'model', 'chat', 'chat_model', 'chatModel', 'structured_llm', 'structuredLlm'],
  ...['structured_model', 'structuredModel', 'llm_with_tools', 'llmWithTools', 'model_with_tools'],
  ...['modelWithTools', 'with_structured_output', 'withStructuredOutput', 'bind_tools', 'bindTools'],
];
const models = [
  ...['ChatOpenAI', 'ChatAnthropic', 'ChatGoogleGenerativeAI', 'ChatOllama', 'ChatGroq', 'ChatMistralAI'],
  ...['ChatCohere', 'ChatDeepSeek', 'ChatXAI', 'ChatFireworks', 'ChatTogether', 'ChatHuggingFace'],
  ...['ChatPerplexity', 'ChatNVIDIA', 'ChatOpenRouter', 'ChatTongyi', 'ChatAlibabaTongyi', 'ChatZhipuAI'],
  ...['ChatMoonshot', 'ChatLiteLLM', 'OllamaLLM', 'HuggingFaceEndpoint', 'HuggingFacePipeline', 'LlamaCpp'],
];
const elsewhere = [
  ...['AzureChatOpenAI', 'AzureOpenAI', 'AzureAIChatCompletionsModel', 'ChatBedrock', 'ChatBedrockConverse'],
  ...['BedrockLLM', 'ChatVertexAI', 'VertexAI', 'ChatAnthropicVertex'],
];
/** Methods that hand on the model they are called on. */
const bound = [
  ...['with_structured_output', 'withStructuredOutput', 'bind_tools', 'bindTools', 'bind', 'with_config'],
  ...['withConfig', 'with_retry', 'withRetry', 'with_fallbacks', 'withFallbacks'],
];
const made = [
  ...[...models, ...elsewhere],
  ...['init_chat_model', 'initChatModel', 'OpenAI'],
  ...bound.filter((name) => /structured|tools/i.test(name)),
];
const methods = [
  ...['invoke', 'ainvoke', 'stream', 'astream'].map((name) => [name, 'input'] as const),
  ...['batch', 'abatch'].map((name) => [name, 'inputs'] as const),
];

export const langchain = defineSink({
  id: 'langchain',
  sdk: 'LangChain',
  packages: ['langchain', '@langchain', 'langgraph'],
  calls: [
    { callee: 'ChatPromptTemplate.from_messages', ...fromMessages },
    { callee: 'ChatPromptTemplate.fromMessages', ...fromMessages },
    { callee: 'ChatPromptTemplate', ...fromMessages },
    { callee: 'ChatPromptTemplate.from_template', ...fromTemplate },
    { callee: 'ChatPromptTemplate.fromTemplate', ...fromTemplate },
    { callee: 'PromptTemplate.from_template', ...fromTemplate },
    { callee: 'PromptTemplate.fromTemplate', ...fromTemplate },
    { callee: 'PromptTemplate', arguments: { template: 'user' }, template },
    { callee: 'FewShotPromptTemplate', arguments: { prefix: 'user', suffix: 'user' }, template },
    ...methods.flatMap(([method, use]) => [
      ...names.map((name) => ({
        callee: `${name}.${method}`,
        arguments: { input: use, inputs: use, text: use },
        positional: [use],
      })),
      { callee: method, arguments: { input: use, inputs: use, text: use }, positional: [use], madeBy: made },
    ]),
    { callee: 'llm.predict', arguments: { text: 'user' }, positional: ['user'] },
    { callee: 'create_agent', ...agent },
    { callee: 'createAgent', ...agent },
    { callee: 'create_react_agent', ...agent },
    { callee: 'createReactAgent', ...agent },
  ],
  makers: [
    ...models.map((callee) => ({ callee })),
    ...elsewhere.map((callee) => ({ callee, elsewhere: true as const })),
    ...['init_chat_model', 'initChatModel'].map((callee) => ({ callee, model: 0 })),
    ...bound.map((callee) => ({ callee, handsOn: true as const })),
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
