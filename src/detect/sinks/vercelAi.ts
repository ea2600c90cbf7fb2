import { defineSink } from './types.ts';

const takes = { system: 'system', instructions: 'system', prompt: 'input', messages: 'messages' } as const;
const providers = [
  ...[
    'openai',
    'anthropic',
    'google',
    'mistral',
    'groq',
    'xai',
    'deepseek',
    'cohere',
    'perplexity',
    'cerebras',
  ],
  ...[
    'fireworks',
    'togetherai',
    'deepinfra',
    'openrouter',
    'ollama',
    'gateway',
    'alibaba',
    'moonshotai',
    'qwen',
  ],
];
const elsewhere = ['azure', 'bedrock', 'vertex'];
const methods = ['', '.chat', '.responses', '.completion', '.languageModel', '.chatModel'];

export const vercelAi = defineSink({
  id: 'vercel-ai',
  sdk: 'Vercel AI SDK',
  packages: ['ai', '@ai-sdk'],
  calls: [
    { callee: 'generateText', arguments: takes },
    { callee: 'streamText', arguments: takes },
    { callee: 'generateObject', arguments: takes },
    { callee: 'streamObject', arguments: takes },
  ],
  makers: methods.flatMap((method) => [
    ...providers.map((name) => ({ callee: name + method, model: 0 })),
    ...elsewhere.map((name) => ({ callee: name + method, model: 0, elsewhere: true as const })),
  ]),
});
