import { defineSink } from './types.ts';

const takes = { system: 'system', prompt: 'input', messages: 'messages' } as const;

export const vercelAi = defineSink({
  id: 'vercel-ai',
  sdk: 'Vercel AI SDK',
  calls: [
    { callee: 'generateText', arguments: takes },
    { callee: 'streamText', arguments: takes },
    { callee: 'generateObject', arguments: takes },
    { callee: 'streamObject', arguments: takes },
  ],
});
