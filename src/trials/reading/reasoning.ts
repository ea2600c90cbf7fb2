/**
 * A reply with the reasoning that some models write before it (`<think>…</think>`) blanked, so that every offset stays. Where
 * the opening mark is missing, reasoning begins with the reply; where the closing one is, it ends with it.
 */
export function withoutReasoning(reply: string): string {
  if (!reply.includes('think')) return reply;
  return reply.replace(reasoning, (part) => part.replace(/[^\r\n]/g, ' '));
}

const reasoning =
  /^(?:(?!<think(?:ing)?>)[\s\S])*?<\/think(?:ing)?>|<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/gi;
