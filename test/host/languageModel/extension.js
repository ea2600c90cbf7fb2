// A language model for the in-host tests: it answers what the test tells it to, and keeps what it was asked.
const vscode = require('vscode');

const information = {
  id: 'echo',
  name: 'Echo',
  family: 'echo',
  version: '1',
  maxInputTokens: 10_000,
  maxOutputTokens: 1000,
  capabilities: {},
};

/** What the tests reach: `answer` is set by them, `requests` holds the messages of each request as role and text. */
const control = { answer: (_index) => 'nothing', requests: [] };

exports.activate = (context) => {
  const provider = {
    provideLanguageModelChatInformation: async () => [information],
    provideTokenCount: async (_model, text) => String(text).length,
    async provideLanguageModelChatResponse(_model, messages, _options, progress) {
      const texts = messages.map(({ role, content }) => ({
        role: role === vscode.LanguageModelChatMessageRole.Assistant ? 'assistant' : 'user',
        text: content.map((part) => part.value ?? '').join(''),
      }));
      const answer = control.answer(control.requests.push(texts) - 1);
      if (answer instanceof Error) throw answer;
      progress.report(new vscode.LanguageModelTextPart(answer));
    },
  };
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('prompt-quorum-test', provider));
  return control;
};
