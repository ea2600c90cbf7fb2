module.exports = {
  meta: {
    docs: { description: 'Do not use prompt, alert or confirm: write a dialog instead.' },
    messages: {
      prompt: 'You are using `prompt`. Use a dialog that can be translated and tested instead.',
      system: 'Never call the system shell with text from the user. Use `execFile` with a list of arguments.',
    },
  },
};
