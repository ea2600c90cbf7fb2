import { defineSink } from './types.ts';

const python = {
  arguments: { 'config.system_instruction': 'system', contents: 'input' },
  positional: ['input'],
  settings: ['config', 'generation_config'],
} as const;
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
