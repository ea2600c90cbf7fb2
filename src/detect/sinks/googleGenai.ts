import { defineSink } from './types.ts';

const python = {
  arguments: { 'config.system_instruction': 'system', contents: 'input' },
  positional: ['input'],
  settings: ['config', 'generation_config'],
} as const;
const interaction = {
  arguments: { system_instruction: 'system', input: 'input' },
  settings: ['generation_config'],
} as const;
const sent = { arguments: { message: 'user' }, positional: ['user'] } as const;
const javascript = {
  arguments: {
    'config.systemInstruction': 'system',
    systemInstruction: 'system',
    contents: 'input',
  },
  positional: ['input'],
  settings: ['config', 'generationConfig'],
} as const;

export const googleGenai = defineSink({
  id: 'google-genai',
  sdk: 'Google Gen AI',
  calls: [
    { callee: 'generate_content', ...python },
    { callee: 'generate_content_async', ...python },
    { callee: 'generate_content_stream', ...python },
    { callee: 'chats.create', arguments: { 'config.system_instruction': 'system', history: 'messages' } },
    {
      callee: 'GenerativeModel',
      arguments: { system_instruction: 'system' },
      settings: ['generation_config'],
      model: 0,
    },
    { callee: 'interactions.create', ...interaction },
    ...['chats.create', 'model.start_chat', 'model.startChat'].flatMap((madeBy) =>
      ['send_message', 'send_message_stream', 'sendMessage', 'sendMessageStream'].map((callee) => ({
        callee,
        ...sent,
        madeBy,
      })),
    ),
    { callee: 'generateContent', ...javascript },
    { callee: 'generateContentStream', ...javascript },
    {
      callee: 'chats.create',
      arguments: { 'config.systemInstruction': 'system', history: 'messages' },
      settings: ['config'],
    },
    {
      callee: 'getGenerativeModel',
      arguments: { systemInstruction: 'system' },
      settings: ['generationConfig'],
    },
  ],
});
