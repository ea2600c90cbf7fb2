import { defineSink } from './types.ts';

const takes = { system: 'system', messages: 'messages' } as const;
const elsewhere = [
  ...['AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicVertex', 'AsyncAnthropicVertex'],
  ...['AnthropicFoundry', 'AsyncAnthropicFoundry'],
];

export const anthropicMessages = defineSink({
  id: 'anthropic-messages',
  sdk: 'Anthropic messages',
  packages: ['anthropic', '@anthropic-ai'],
  calls: [
    { callee: 'messages.create', arguments: takes },
    { callee: 'messages.stream', arguments: takes },
    { callee: 'messages.parse', arguments: takes },
    { callee: 'completions.create', arguments: { prompt: 'user' }, requires: ['max_tokens_to_sample'] },
  ],
  makers: [
    { callee: 'Anthropic' },
    { callee: 'AsyncAnthropic' },
    ...elsewhere.map((callee) => ({ callee, elsewhere: true as const })),
  ],
});
