export const labels = {
  prompt: 'Prompt: describe what you want the assistant to write',
  role: 'Role of the message: system, user or assistant',
  answer: 'Answer of the assistant, read-only. Use the arrow keys to move between answers.',
};
