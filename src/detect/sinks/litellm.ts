import { defineSink } from './types.ts';

const completed = { arguments: { messages: 'messages' }, model: 0 } as const;
const answered = { arguments: { instructions: 'system', input: 'input' }, model: 0 } as const;

export const litellm = defineSink({
  id: 'litellm',
  sdk: 'LiteLLM',
  packages: ['litellm'],
  calls: [
    ...['completion', 'acompletion', 'completion_with_retries', 'batch_completion'].flatMap((callee) => [
      { callee, ...completed, positional: [undefined, 'messages'] as const, imported: true as const },
      { callee, ...completed, requires: ['messages'] },
    ]),
    ...['responses', 'aresponses'].map((callee) => ({
      callee,
      ...answered,
      positional: [undefined, 'input'] as const,
      imported: true as const,
    })),
    {
      callee: 'text_completion',
      arguments: { prompt: 'user' },
      positional: [undefined, 'user'],
      model: 0,
      imported: true,
    },
  ],
});
