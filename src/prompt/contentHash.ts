import { hashData } from '../base/hash.ts';
import type { Message } from './types.ts';

/** SHA-256 of roles and texts: changes exactly when what the model sees changes. */
export function contentHashOf(messages: readonly Pick<Message, 'role' | 'text'>[]): string {
  return hashData(messages.map(({ role, text }) => ({ role, text })));
}
