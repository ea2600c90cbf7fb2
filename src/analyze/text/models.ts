import type { ModelSettings } from '../../prompt/types.ts';

const reasoning =
  /(?:^|[/:.])(?:o[1-9]\d*(?:-|$)|gpt-(?:[5-9]|oss)|deepseek-(?:reasoner|r\d)|qwq|qwen3|gemini-(?:2\.5|[3-9])|grok-(?:3-mini|[4-9])|magistral|claude-.*thinking)|-thinking\b|reasoning/i;

/** True for models known to reason before they answer, whatever the prompt leaves room for. Unknown models do not. */
export function reasonsByItself({ modelId }: ModelSettings): boolean {
  return modelId !== undefined && reasoning.test(modelId);
}
