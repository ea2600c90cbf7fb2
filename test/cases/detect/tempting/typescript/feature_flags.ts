export const flags = [
  { id: 'prompt-editor', description: 'Lets users write their own system prompt for each assistant.' },
  { id: 'json-answers', description: 'Ask the model to respond in JSON where the client sends the header.' },
  { id: 'short-answers', description: 'Makes the assistant answer in one sentence unless it is asked for more.' },
];
