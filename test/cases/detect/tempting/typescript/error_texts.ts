export const errors = {
  promptMissing: 'The prompt is missing. Add a field `prompt` to the body of the request, or use `messages`.',
  roleUnknown: 'Each message needs a role: use system, user or assistant.',
  contextTooLong: (tokens: number) => `The prompt has ${tokens} tokens, more than the model takes. Shorten the context.`,
  jsonExpected: 'Return valid JSON: the body must be a JSON object with the field `answer`.',
};
