import { defineSink } from './types.ts';

const settings = ['config', 'generation_config', 'generationConfig'] as const;
const system = {
  'config.system_instruction': 'system',
  'config.systemInstruction': 'system',
  system_instruction: 'system',
  systemInstruction: 'system',
} as const;
const asked = { arguments: { ...system, contents: 'input' }, positional: ['input'], settings } as const;
const begun = { arguments: { ...system, history: 'messages' }, settings } as const;
const sent = { arguments: { message: 'user' }, positional: ['user'], settings } as const;

const asking = [
  ...['generate_content', 'generate_content_async', 'generate_content_stream'],
  ...['generateContent', 'generateContentStream'],
];
const sending = [
  'send_message',
  'send_message_async',
  'send_message_stream',
  'sendMessage',
  'sendMessageStream',
];
const conversations = ['chats.create', 'start_chat', 'startChat'];

export const googleGenai = defineSink({
  id: 'google-genai',
  sdk: 'Google Gen AI',
  packages: ['google', '@google', 'vertexai', '@google-cloud'],
  calls: [
    ...asking.map((callee) => ({ callee, ...asked })),
    ...conversations.map((callee) => ({ callee, ...begun })),
    ...sending.map((callee) => ({ callee, ...sent, madeBy: conversations })),
    { callee: 'GenerativeModel', arguments: system, settings, model: 0 },
    { callee: 'getGenerativeModel', arguments: system, settings },
    { callee: 'interactions.create', arguments: { ...system, input: 'input' }, settings },
  ],
  makers: [
    { callee: 'genai.Client' },
    { callee: 'GoogleGenAI' },
    { callee: 'GenerativeModel', settings, model: 0 },
    { callee: 'getGenerativeModel', settings },
    { callee: 'chats.create', settings },
    { callee: 'start_chat', settings, handsOn: true },
    { callee: 'startChat', settings, handsOn: true },
    { callee: 'GenerateContentConfig' },
    { callee: 'GenerationConfig' },
  ],
  messages: [
    { callee: 'UserContent', role: 'user', content: 'parts' },
    { callee: 'ModelContent', role: 'assistant', content: 'parts' },
    { callee: 'createUserContent', role: 'user', content: 'parts' },
    { callee: 'createModelContent', role: 'assistant', content: 'parts' },
  ],
});
