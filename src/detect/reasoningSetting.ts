import type { Located } from './drafts.ts';
import type { NameReader } from './names.ts';
import { textOf, type Value } from './values.ts';

/** What SDKs call the effort of a model's own reasoning, or the switch of it. */
const efforts = ['reasoning_effort', 'reasoningEffort'];
const switches = ['enable_thinking', 'enableThinking', 'think'];
const records = ['reasoning', 'thinking', 'thinking_config', 'thinkingConfig'];
/** Records of further settings that hold such a setting. */
const holders = ['extra_body', 'model_kwargs', 'providerOptions', 'openai', 'anthropic', 'google'];
const deepest = 3;

/** Whether a call turns the model's own reasoning on or off; `undefined` where it says nothing. */
export function reasoningSetting(
  named: ReadonlyMap<string, Located>,
  names: NameReader,
): boolean | undefined {
  const values = new Map<string, Value>();
  for (const name of [...efforts, ...switches, ...records, ...holders]) {
    const located = named.get(name);
    if (located !== undefined) values.set(name, (names.resolve(located) ?? located).value);
  }
  return reasoningIn(values, 0);
}

function reasoningIn(values: ReadonlyMap<string, Value>, depth: number): boolean | undefined {
  if (depth > deepest) return undefined;
  for (const [name, value] of values) {
    const found = holders.includes(name)
      ? reasoningIn(fieldsOf(value), depth + 1)
      : records.includes(name)
        ? saidBy(fieldsOf(value))
        : isOn(name, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function saidBy(fields: ReadonlyMap<string, Value>): boolean | undefined {
  for (const [name, value] of fields) {
    const found = isOn(name, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A budget of no tokens, the effort `none` and the type `disabled` turn it off. */
function isOn(name: string, value: Value): boolean | undefined {
  if (![...efforts, ...switches, 'effort', 'type'].includes(name) && !/budget/i.test(name)) return undefined;
  if (value.kind === 'text') return !/^(?:none|disabled|off)$/.test(textOf(value));
  if (value.kind !== 'constant' || value.value === null) return undefined;
  return value.value !== false && value.value !== 0;
}

function fieldsOf(value: Value): ReadonlyMap<string, Value> {
  if (value.kind === 'call') return value.named.fields;
  return value.kind === 'record' ? value.fields : new Map();
}
