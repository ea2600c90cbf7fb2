/** Words of names in code that has to do with language models; names are split at capitals and underscores first. */
const words =
  /\b(?:llms?|openai|anthropic|chatgpt|gpt|gpt\d\w*|claude|gemini|ollama|litellm|langchain|langgraph|llama\w*|mistral\w*|cohere|groq|vertexai|genai|vllm|openrouter|deepseek|qwen|dashscope|zhipuai|dspy|crewai|autogen|pydantic ai|tiktoken|chatbot|chat (?:completions?|model|prompt)|acompletion|(?:get|create|generate) completion|max (?:new |output |completion )?tokens|system (?:prompt|instructions?)|user prompt|prompt (?:template|tokens)|few shot|(?:generate|stream) (?:text|object|content)|ai (?:client|model|response|service|provider|chat|assistant|agent|sdk|messages?|prompt)|(?:ask|call|query|run|use|get|invoke) ai|(?:models?|ai|agents?|chain|generator) (?:generate|invoke|ainvoke|complete|chat|ask|respond|stream|run)|generate content)\b/;

/** Packages of model makers and of frameworks around them, and files of one's own that are called so. */
const modules =
  /(?:^|[@./_-])(?:openai|anthropic|anthropic-ai|langchain|langgraph|llama_?index|litellm|ollama|mistralai|cohere|groq|genai|generativeai|generative-ai|vertexai|transformers|huggingface(?:_hub)?|vllm|dspy|crewai|autogen(?:_\w+)?|semantic_kernel|pydantic_ai|instructor|guidance|haystack|smolagents|agents|ai|ai-sdk|aisuite|llms?|gpt\w*|claude|gemini|chatgpt|replicate|tiktoken)(?:$|[./_-])/i;

/** Model ids, and addresses that models answer at, as whole texts. */
const ids =
  /^(?:[\w.-]+[/:])*(?:gpt-?\d|o\d(?:-mini|-pro)?$|chatgpt|claude-|gemini-|gemma|llama-?\d|mistral-|mixtral|qwen|deepseek|command-r|text-davinci|phi-?\d|kimi-|glm-)[\w.:-]*$|^https?:\/\/\S*(?:openai|anthropic|chat\/completions|generativelanguage|openrouter|api\/(?:chat|generate)\b)\S*$/i;

/** A cheap look before a name is split. */
const maybe =
  /llm|ai|gpt|anthropic|claude|gemini|llama|langchain|langgraph|mistral|cohere|groq|genai|deepseek|qwen|dashscope|dspy|autogen|tiktoken|chat|completion|tokens|prompt|system|few_?shot|generate|stream|model|agent|chain/i;

/** True for a name, or a dotted path, that code about language models has. */
export function nameMentionsModel(name: string): boolean {
  return maybe.test(name) && words.test(splitName(name));
}

/** True for a module that is imported only where language models are asked. */
export function moduleMentionsModel(module: string): boolean {
  return modules.test(module) || nameMentionsModel(module);
}

/** True for a text that is a model's id or a model server's address. */
export function textMentionsModel(text: string): boolean {
  return text.length < 120 && ids.test(text.trim());
}

/** True for a file that is called after models, or after the prompts it holds. */
export function pathMentionsModel(path: string): boolean {
  return /(?:^|[/_.-])(?:prompts?|llms?|gpt|openai|anthropic|claude|gemini|ollama|chatgpt)(?=[/_.-]|$)/i.test(
    path,
  );
}

/** Splits a name into lower-case words: `SYSTEM_PROMPT`, `systemPrompt` → `system prompt`. */
export function splitName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .replace(/[_.$/@-]+/g, ' ')
    .toLowerCase();
}
