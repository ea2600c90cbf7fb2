import { sinks } from './sinks/index.ts';

/** Words that stand beside what is found without a sink, and in the arguments of most sinks' calls. */
const words =
  /prompt|instruction|["']?role["']?\s*[:=]|\.create\(|persona|preamble|backstory|system_?(?:message|msg|content|text)|few_?shot|you are|your task|act as|template|assistant|\bllms?\b|[_a-z]llm|openai|gpt|claude|gemini|ollama|completion|提示|你是|请|助手/i;

/** The calls of sinks; those that take messages or prompts by name are told by these words already. */
const calls = new RegExp(
  `\\b(?:${[
    ...new Set(
      sinks.flatMap((sink) => [
        ...sink.calls
          .filter(({ requires = [], imported }) => requires.length === 0 && !imported)
          .flatMap(({ callee, madeBy = [callee] }) => madeBy),
        ...(sink.messages ?? []).map(({ callee }) => callee),
      ]),
    ),
  ]
    .map((callee) => callee.replaceAll('.', '\\.'))
    .join('|')})\\s*\\(`,
);

/** False where the text has nothing that any detection needs; cheaper than parsing by far. */
export function mayHoldPrompt(text: string): boolean {
  return words.test(text) || calls.test(text);
}
