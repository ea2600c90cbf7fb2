import type { Role } from '../prompt/types.ts';
import { lastName } from './facts.ts';
import { textOf, type Value } from './values.ts';

const roles: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['bot', 'assistant'],
  ['model', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
]);

/** The role that SDKs call so. */
export function roleOfName(name: string): Role | undefined {
  return roles.get(name.toLowerCase());
}

/** The role a `role` field names; a value computed at run time counts as the user's, unless the list is doubtful. */
export function roleOf(value: Value | undefined, strict: boolean): Role | undefined {
  if (value?.kind === 'text') return roleOfName(textOf(value));
  return value?.kind === 'name'
    ? (roleOfName(lastName(value.path)) ?? (strict ? undefined : 'user'))
    : undefined;
}
