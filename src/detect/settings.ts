import type { ModelSettings } from '../prompt/types.ts';
import type { Located } from './drafts.ts';
import type { NameReader } from './names.ts';
import { textOf, type Value } from './values.ts';

const spellings = {
  modelId: ['model', 'model_id', 'engine', 'deployment_id'],
  temperature: ['temperature'],
  topP: ['top_p', 'topP'],
  maxTokens: ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'maxTokens', 'maxOutputTokens'],
} as const;

/** Reads the settings SDKs share out of a call's named arguments. */
export function readSettings(named: ReadonlyMap<string, Located>, names: NameReader): ModelSettings {
  const resolved = (options: readonly string[]): Value | undefined => {
    const located = options.map((name) => named.get(name)).find((value) => value !== undefined);
    return located === undefined ? undefined : names.resolve(located)?.value;
  };
  const number = (options: readonly string[]) => {
    const value = resolved(options);
    return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined;
  };
  const modelId = modelOf(resolved(spellings.modelId));
  const temperature = number(spellings.temperature);
  const topP = number(spellings.topP);
  const maxTokens = number(spellings.maxTokens);
  const responseFormat = formatOf(named);
  const tools = toolNames(resolved(['tools', 'functions']));
  return {
    ...(modelId === undefined ? {} : { modelId }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(responseFormat === undefined ? {} : { responseFormat }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

/** A model named as text, or by a provider call such as `openai('gpt-5-mini')`. */
function modelOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return textOf(value);
  const [argument] = value?.kind === 'call' ? value.positional : [];
  return argument?.kind === 'text' ? textOf(argument) : undefined;
}

/** JSON where a response format or schema other than text is asked for. */
function formatOf(named: ReadonlyMap<string, Located>): 'json' | undefined {
  const value = (named.get('response_format') ?? named.get('text_format') ?? named.get('schema'))?.value;
  if (value === undefined) return undefined;
  const type = value.kind === 'record' ? value.fields.get('type') : undefined;
  return type?.kind === 'text' && textOf(type) === 'text' ? undefined : 'json';
}

function toolNames(value: Value | undefined): readonly string[] {
  if (value?.kind === 'record') return [...value.fields.keys()];
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    const record = item.kind === 'record' ? item : undefined;
    const inner = record?.fields.get('function');
    const name =
      record?.fields.get('name') ?? (inner?.kind === 'record' ? inner.fields.get('name') : undefined);
    return name?.kind === 'text' ? [textOf(name)] : [];
  });
}
