import { defineTexts, phrase } from '../../base/text.ts';
import type { DetectionProblem } from '../../prompt/types.ts';
import { mayHoldChat, readChat } from './_chat.ts';
import { mostProblems } from './_frontMatter.ts';
import { jsonProblem, parseJson } from './_json.ts';
import { defineFormat, type FilePrompt } from './types.ts';

/** Training data runs to thousands of rows; nobody edits them all, and each would be analysed. */
const mostPrompts = 200;

const texts = defineTexts({
  rest: {
    en: 'Only the first {count} chats of this file are shown as prompts. Split the file to see the others.',
    'zh-cn': '此文件只显示前 {count} 段对话作为提示词。如需查看其余部分，请拆分文件。',
  },
});

/** Chats as lines of JSON, one prompt a line: training data, evaluation sets and batches of requests. */
export const chatJsonl = defineFormat({
  id: 'chat-jsonl',
  files: ['**/*.jsonl', '**/*.ndjson'],
  languageIds: ['jsonl'],
  several: true,
  byShape: mayHoldChat,
  async parse({ text }) {
    const prompts: FilePrompt[] = [];
    const mistakes: DetectionProblem[] = [];
    for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
      if (line.trim() === '' || line === '\uFEFF') continue;
      const { root, mistake } = await parseJson(line);
      const prompt = readChat(root, line, index, mistake !== undefined);
      if (mistake !== undefined && mistakes.length < mostProblems) mistakes.push(jsonProblem(mistake, index));
      if (prompt === undefined) {
        // Rows that are no chats at the head of a file are a log or a table.
        if (mistake === undefined && prompts.length === 0) break;
        continue;
      }
      if (prompts.length === mostPrompts) {
        const span = { start: index, end: index + line.length };
        return { prompts, problems: [...mistakes, tooMany(span)] };
      }
      prompts.push(prompt);
    }
    return { prompts, problems: prompts.length === 0 ? [] : mistakes };
  },
});

function tooMany(span: DetectionProblem['span']): DetectionProblem {
  return { code: 'many-prompts', phrase: phrase(texts.rest, { count: mostPrompts }), span };
}
