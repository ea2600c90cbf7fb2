export const en = {
  promptTitle: 'Prompt',
  promptDescription: 'The prompt tells the model what to do. Write it as you would explain the task to a colleague.',
  systemPromptHelp: 'Use the system prompt to say who the assistant is and which rules it must always follow.',
  userPromptPlaceholder: 'Ask a question, or give the assistant a task …',
  promptTooLong: 'Your prompt is too long. Remove some of the context and try again.',
  emptyAnswer: 'The model returned no answer. Change the prompt or try another model.',
} as const;
