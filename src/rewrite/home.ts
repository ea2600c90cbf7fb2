import type { Message, Prompt } from '../prompt/types.ts';
import { withoutHoles } from './labels.ts';

/** Where the instructions stand: the last user message where it says more than its holes, else the system message; -1 without either. */
export function homeOf({ messages }: Prompt): number {
  const user = messages.findLastIndex(({ role }) => role === 'user');
  const system = messages.findLastIndex(({ role }) => role === 'system');
  const message = messages[user];
  return message !== undefined && (system < 0 || instructs(message)) ? user : system;
}

function instructs(message: Message): boolean {
  const words = withoutHoles(message).match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'])+/gu) ?? [];
  return words.length >= 5;
}
