export const npcs = {
  blacksmith: { role: 'vendor', greeting: 'You are late. Give me the ore and do not ask any questions.' },
  oracle: { role: 'quest', greeting: 'I want you to find the three keys. Your task is hard, but you will not be alone.' },
  assistant: { role: 'companion', greeting: 'I am your assistant, captain. What are your instructions?' },
};
