import { mayHoldChat, readChat } from './_chat.ts';
import { jsonProblem, parseJson } from './_json.ts';
import { defineFormat } from './types.ts';

/**
 * A chat as JSON: a list of messages with `role` and `content`, or the body of a request with `messages`. Anything else
 * that JSON files hold is passed over in silence, mistakes included. Holes are `{{name}}`.
 */
export const chatJson = defineFormat({
  id: 'chat-json',
  files: ['**/*.prompt.json', '**/*.json'],
  languageIds: ['json'],
  byShape: mayHoldChat,
  async parse({ text }) {
    const { root, mistake } = await parseJson(text);
    const prompt = readChat(root, text, 0, mistake !== undefined);
    if (prompt === undefined) return { prompts: [], problems: [] };
    return { prompts: [prompt], problems: mistake === undefined ? [] : [jsonProblem(mistake)] };
  },
});
