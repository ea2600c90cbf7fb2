import { defineSink } from './types.ts';

const takes = { instructions: 'system', input: 'input' } as const;

export const openaiResponses = defineSink({
  id: 'openai-responses',
  sdk: 'OpenAI responses',
  packages: ['openai'],
  calls: [
    { callee: 'responses.create', arguments: takes },
    { callee: 'responses.parse', arguments: takes },
    { callee: 'responses.stream', arguments: takes },
  ],
});
