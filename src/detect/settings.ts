import type { ModelSettings } from '../prompt/types.ts';
import type { Located } from './drafts.ts';
import type { NameReader } from './names.ts';
import { reasoningSetting } from './reasoningSetting.ts';
import { type TextValue, textOf, type Value } from './values.ts';

/** What SDKs call the argument that names the model. */
export const modelNames: readonly string[] = [
  ...[
    'model',
    'model_id',
    'model_name',
    'modelName',
    'engine',
    'deployment_id',
    'azure_deployment',
    'deployment',
  ],
];

const spellings = {
  temperature: ['temperature'],
  topP: ['top_p', 'topP'],
  maxTokens: [
    ...['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'maxTokens', 'maxOutputTokens'],
    'num_predict',
  ],
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
  const model = modelPlace(named, names);
  const modelId = model === undefined ? undefined : textOf(model.value);
  const temperature = number(spellings.temperature);
  const topP = number(spellings.topP);
  const maxTokens = number(spellings.maxTokens);
  const responseFormat = formatOf(named);
  const reasoning = reasoningSetting(named, names);
  const tools = toolNames(resolved(['tools', 'functions']));
  return {
    ...(modelId === undefined ? {} : { modelId }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(responseFormat === undefined ? {} : { responseFormat }),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

/** Where the model is named as text: in the call, where a name stands for it, or as what stands in for a variable of the environment. */
export function modelPlace(
  named: ReadonlyMap<string, Located>,
  names: NameReader,
): Located<TextValue> | undefined {
  const places = modelNames.flatMap((name) => {
    const argument = named.get(name);
    return argument === undefined ? [] : (textPlace(argument, names) ?? []);
  });
  return places.find(({ value }) => textOf(value).trim() !== '');
}

/** Where a value is written as text; `undefined` where it may be one of several. */
export function textPlace(located: Located, names: NameReader): Located<TextValue> | undefined {
  return names.deeper(undefined, () => {
    const { fact, value } = located.value.kind === 'call' ? located : (names.made(located) ?? located);
    if (value.kind === 'text') return { fact, value };
    if (value.kind === 'choice') {
      const [only, ...others] = value.options.flatMap(
        (each) => textPlace({ fact, value: each }, names) ?? [],
      );
      return others.length === 0 ? only : undefined;
    }
    if (value.kind !== 'call' || !readsEnvironment(value.callee)) return undefined;
    const otherwise = value.positional[1] ?? value.named.fields.get('default');
    return otherwise === undefined ? undefined : textPlace({ fact, value: otherwise }, names);
  });
}

/** True for a call that gives its second argument where there is no value of a name: `os.environ.get("MODEL", "gpt-5-mini")`. */
export function readsEnvironment(callee: string): boolean {
  return /(?:^|\.)(?:getenv|get)$/.test(callee);
}

/** JSON where a response format or schema other than text is asked for. */
function formatOf(named: ReadonlyMap<string, Located>): 'json' | undefined {
  const mime = (named.get('response_mime_type') ?? named.get('responseMimeType') ?? named.get('format'))
    ?.value;
  if (mime?.kind === 'text' && /json/i.test(textOf(mime))) return 'json';
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
