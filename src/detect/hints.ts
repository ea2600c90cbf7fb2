/** Words without which a code file cannot hold a prompt that detection knows; cheaper than parsing by far. */
const hint =
  /prompt|instruction|["']?role["']?\s*[:=]|generateText|streamText|generateObject|streamObject|\.create\(|persona|preamble|backstory|system_?(?:message|msg|content|text)|few_?shot|you are|your task|act as|template|assistant|提示|你是|请|助手/i;

/** False where the text has no word that any detection needs. */
export function mayHoldPrompt(text: string): boolean {
  return hint.test(text);
}
