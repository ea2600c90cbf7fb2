import { defineSink } from './types.ts';

const run = { arguments: { user_prompt: 'user' }, positional: ['user'], madeBy: 'Agent' } as const;

export const pydanticAi = defineSink({
  id: 'pydantic-ai',
  sdk: 'PydanticAI',
  calls: [
    {
      callee: 'Agent',
      arguments: { system_prompt: 'system', instructions: 'system' },
      settings: ['model_settings'],
      model: 0,
    },
    { callee: 'run', ...run },
    { callee: 'run_sync', ...run },
    { callee: 'run_stream', ...run },
    { callee: 'iter', ...run },
  ],
  decorators: [
    { name: 'system_prompt', role: 'system' },
    { name: 'instructions', role: 'system' },
  ],
});
