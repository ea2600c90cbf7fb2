export const events = {
  promptSent: 'prompt_sent',
  promptRated: 'prompt_rated',
};
export const consentText = `We would like to know which prompts you use. You are free to say no. Given your consent, we store the
text of the prompt, the answer and your rating for thirty days. We never store names. Do you agree?`;
