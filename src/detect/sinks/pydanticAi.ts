import { defineSink } from './types.ts';

const run = { arguments: { user_prompt: 'user' }, positional: ['user'], madeBy: ['Agent'] } as const;
const settings = ['model_settings'] as const;
const models = [
  ...[
    'OpenAIModel',
    'OpenAIChatModel',
    'OpenAIResponsesModel',
    'AnthropicModel',
    'GeminiModel',
    'GoogleModel',
  ],
  ...['GroqModel', 'MistralModel', 'CohereModel', 'HuggingFaceModel'],
];

export const pydanticAi = defineSink({
  id: 'pydantic-ai',
  sdk: 'PydanticAI',
  packages: ['pydantic_ai'],
  calls: [
    { callee: 'Agent', arguments: { system_prompt: 'system', instructions: 'system' }, settings, model: 0 },
    { callee: 'run', ...run, settings },
    { callee: 'run_sync', ...run, settings },
    { callee: 'run_stream', ...run, settings },
    { callee: 'iter', ...run, settings },
  ],
  makers: [
    { callee: 'Agent', settings, model: 0 },
    ...models.map((callee) => ({ callee, model: 0 })),
    { callee: 'BedrockConverseModel', model: 0, elsewhere: true },
  ],
  decorators: [
    { name: 'system_prompt', role: 'system' },
    { name: 'instructions', role: 'system' },
  ],
});
