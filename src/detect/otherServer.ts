import type { Located } from './drafts.ts';
import type { Fact } from './facts.ts';
import type { NameReader } from './names.ts';
import { textPlace } from './settings.ts';
import { textOf } from './values.ts';

/** Arguments of clients, models and calls that say where their server is. */
const addresses = [
  ...[
    'base_url',
    'baseURL',
    'baseUrl',
    'azure_endpoint',
    'azureEndpoint',
    'endpoint',
    'api_base',
    'api_type',
  ],
  ...['openai_api_base', 'http_options'],
];
/** Settings of a whole module: `openai.api_base = …`. */
const moduleSettings = ['api_base', 'base_url', 'api_type', 'azure_endpoint'];
/** Makers' own servers: there names mean what the makers say. */
const ownServer =
  /^https:\/\/(?:api\.(?:openai|anthropic|groq|deepseek)\.com|api\.mistral\.ai|api\.x\.ai|generativelanguage\.googleapis\.com|dashscope(?:-intl)?\.aliyuncs\.com)\b/;

/** True where a call goes to a server whose address the code gives, which may call its models anything. `named` is all that holds for the call. */
export function goesElsewhere(named: ReadonlyMap<string, Located>, fact: Fact, names: NameReader): boolean {
  const given = addresses.flatMap((name) => named.get(name) ?? []);
  if (given.length > 0) return given.some((address) => isElsewhere(address, names));
  return moduleSettings.some((name) =>
    names
      .under(name, fact)
      .some((each) => /^openai\./.test(each.name) && isElsewhere({ fact: each, value: each.value }, names)),
  );
}

/** An address that is read at run time may be any. */
function isElsewhere(address: Located, names: NameReader): boolean {
  if (address.value.kind === 'constant') return false;
  const place = textPlace(address, names);
  return place === undefined || !ownServer.test(textOf(place.value));
}
