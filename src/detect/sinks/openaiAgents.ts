import { defineSink } from './types.ts';

const run = { arguments: { input: 'input' }, positional: [undefined, 'input'] } as const;

/** Its agents have a name, which tells them from those of PydanticAI. */
export const openaiAgents = defineSink({
  id: 'openai-agents',
  sdk: 'OpenAI Agents',
  packages: ['agents', '@openai/agents'],
  calls: [
    {
      callee: 'Agent',
      arguments: { instructions: 'system' },
      requires: ['name', 'instructions'],
      settings: ['model_settings', 'modelSettings'],
    },
    { callee: 'Runner.run', ...run },
    { callee: 'Runner.run_sync', ...run },
    { callee: 'Runner.run_streamed', ...run },
  ],
  makers: [
    { callee: 'OpenAIChatCompletionsModel' },
    { callee: 'OpenAIResponsesModel' },
    { callee: 'LitellmModel' },
    { callee: 'ModelSettings' },
  ],
});
