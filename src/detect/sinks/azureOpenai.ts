import { defineSink } from './types.ts';

/** `AzureOpenAI` has the calls of OpenAI; this is what Azure adds. */
export const azureOpenai = defineSink({
  id: 'azure-openai',
  sdk: 'Azure AI',
  packages: ['azure', '@azure', '@azure-rest'],
  calls: [
    {
      callee: 'complete',
      arguments: { messages: 'messages' },
      requires: ['messages'],
      madeBy: ['ChatCompletionsClient'],
    },
    { callee: 'client.complete', arguments: { messages: 'messages' }, requires: ['messages'] },
    {
      callee: 'path.post',
      arguments: { 'body.messages': 'messages' },
      requires: ['body'],
      settings: ['body'],
    },
    { callee: 'getChatCompletions', arguments: {}, positional: [undefined, 'messages'], model: 0 },
    { callee: 'streamChatCompletions', arguments: {}, positional: [undefined, 'messages'], model: 0 },
  ],
  makers: ['AzureOpenAI', 'AsyncAzureOpenAI', 'ChatCompletionsClient', 'ModelClient', 'OpenAIClient'].map(
    (callee) => ({ callee, elsewhere: true as const }),
  ),
});
