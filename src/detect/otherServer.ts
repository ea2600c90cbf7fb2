import { type Fact, lastName } from './facts.ts';
import type { NameReader } from './names.ts';
import { type CallValue, textOf, type Value } from './values.ts';

/** What SDKs call the objects whose methods call a model. */
export const clientMakers: readonly string[] = [
  ...['OpenAI', 'AsyncOpenAI', 'AzureOpenAI', 'AsyncAzureOpenAI', 'OpenAIClient'],
  ...['Anthropic', 'AsyncAnthropic', 'AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicVertex'],
];

/** Arguments of a client that say where its server is. */
const addresses = [
  'base_url',
  'baseURL',
  'baseUrl',
  'azure_endpoint',
  'endpoint',
  'api_base',
  'http_options',
];
/** Settings of a whole module: `openai.api_base = …`. */
const moduleSettings = ['api_base', 'base_url', 'api_type', 'azure_endpoint'];
/** Makers' own servers: there names mean what the makers say. */
const ownServer =
  /^https:\/\/(?:api\.(?:openai|anthropic|groq|deepseek)\.com|api\.mistral\.ai|api\.x\.ai|generativelanguage\.googleapis\.com|dashscope(?:-intl)?\.aliyuncs\.com)\b/;

/** True where a call goes to Azure or to a server whose address the code gives, which may call its models anything. */
export function goesElsewhere(fact: Fact, value: CallValue, names: NameReader): boolean {
  const own = ['api_base', 'base_url', 'api_type'].map((name) => value.named.fields.get(name));
  if (own.some((address) => address !== undefined && isElsewhere(address))) return true;
  const client = clientOf(fact, names);
  if (client !== undefined)
    return /azure|bedrock|vertex/i.test(client.callee) || addressesOf(client).some(isElsewhere);
  return moduleSettings.some((name) =>
    names.under(name, fact).some((each) => /^openai\./.test(each.name) && isElsewhere(each.value)),
  );
}

/** The call that made the object whose method is called: the last one before it, or the first of that name. */
function clientOf(fact: Fact, names: NameReader): CallValue | undefined {
  const owners = fact.name.split('.').slice(0, -1);
  const makers = clientMakers
    .flatMap((maker) => [...names.under(`.${maker}`, fact), ...names.under(`openai.${maker}`, fact)])
    .filter(({ around }) => around?.kind === 'binding' && owners.includes(lastName(around.name)))
    .toSorted((a, b) => a.start - b.start);
  const maker = makers.findLast((each) => each.start < fact.start) ?? makers[0];
  return maker?.value.kind === 'call' ? maker.value : undefined;
}

function addressesOf({ named }: CallValue): readonly Value[] {
  return addresses.flatMap((name) => named.fields.get(name) ?? []);
}

/** An address that is read at run time may be any. */
function isElsewhere(address: Value): boolean {
  if (address.kind === 'constant') return false;
  return address.kind !== 'text' || !ownServer.test(textOf(address));
}
