import type { Span } from '../../base/span.ts';
import type { ModelSettings } from '../../prompt/types.ts';
import {
  type FileMap,
  mapAt,
  mapsAt,
  modelSpanIn,
  readYaml,
  scalarAt,
  settingsOf,
  valueAt,
} from './_frontMatter.ts';
import { samplesIn } from './_samples.ts';
import { messagesOf, scalarPieces, type YamlPlace } from './_yamlMessages.ts';
import { defineFormat, type FileMessage, type FilePrompt } from './types.ts';

/**
 * The configuration of promptfoo. Every text under `prompts` is a prompt, or a chat where it is a list of messages in
 * YAML or JSON; what names a file or another place is a link to a prompt and none itself. Holes are Nunjucks.
 */
export const promptfoo = defineFormat({
  id: 'promptfoo',
  files: ['**/promptfooconfig*.yaml', '**/promptfooconfig*.yml'],
  languageIds: ['yaml'],
  several: true,
  async parse({ text }) {
    const { root, map, problems } = await readYaml(text, 0);
    const settings = settingsIn(map);
    const facts = {
      kind: 'template',
      settings,
      ...modelSpanIn(map, settings),
      samples: samplesIn(varsIn(map)),
    } as const;
    const prompts: FilePrompt[] = [];
    for (const { name, node, flow } of await textsUnder(root)) {
      const messages = await readPrompt(node, { text, offset: 0, template: 'jinja', flow });
      if (messages.length > 0) prompts.push({ ...(name === undefined ? {} : { name }), ...facts, messages });
    }
    return { prompts, problems };
  },
});

interface TextNode {
  readonly value: string;
  readonly range: readonly [number, number, number];
}

/** The texts under `prompts`, one or in a list, alone or as `raw` or `id` beside their `label`. */
async function textsUnder(root: unknown) {
  const { isMap, isScalar, isSeq } = await import('yaml');
  const value = isMap(root) ? root.get('prompts', true) : undefined;
  const flow = isSeq(value) && value.flow === true;
  const items: readonly unknown[] = isSeq(value) ? value.items : [value];
  return items.flatMap((item) => {
    const label = isMap(item) ? item.get('label') : undefined;
    const node: unknown = isMap(item) ? (item.get('raw', true) ?? item.get('id', true)) : item;
    if (!isScalar<unknown>(node) || typeof node.value !== 'string' || !node.range) return [];
    if (isLink(node.value)) return [];
    const found: TextNode = { value: node.value, range: node.range };
    const isFlow = flow || (isMap(item) && item.flow === true);
    return [{ node: found, flow: isFlow, name: typeof label === 'string' ? label : undefined }];
  });
}

/** A scheme, or one word that could be a path: promptfoo reads the prompt from there. */
function isLink(value: string): boolean {
  const text = value.trim();
  if (/\s/.test(text)) return /^(?:file|exec|[a-z]+:\/\/)[:/]/.test(text) && !text.includes('\n');
  return (
    /^[a-z]+:/.test(text) ||
    /[/\\]|^[^{}]*\*|\.[a-z]\w{0,4}(?::\w+)?$/i.test(text.replace(/\{\{.*?\}\}/g, ''))
  );
}

async function readPrompt(node: TextNode, place: YamlPlace): Promise<readonly FileMessage[]> {
  const chat = await readChatInside(node, place);
  if (chat.length > 0) return chat;
  // Rewritten as running text, a chat that cannot be read where it stands would be one no longer.
  if (await isChat(node.value)) return [];
  const pieces = scalarPieces({ ...node, range: [...node.range] }, place);
  const end = pieces?.at(-1)?.end;
  // `{{question}}` alone hands the tests' own texts on.
  if (end === undefined || !pieces?.some(({ kind, text }) => kind !== 'hole' && /\p{L}/u.test(text)))
    return [];
  return [{ role: 'user', pieces, span: { start: node.range[0], end } }];
}

/**
 * A text that is a chat itself. In a literal block and between plain single quotes it stands letter by letter, so it is
 * parsed where it stands.
 */
async function readChatInside(node: TextNode, place: YamlPlace): Promise<readonly FileMessage[]> {
  const span = verbatim(place.text.slice(node.range[0], node.range[1]), node.range[0]);
  if (span === undefined || !/\brole\b/.test(node.value)) return [];
  const { root, problems } = await readYaml(place.text.slice(span.start, span.end), span.start);
  if (problems.length > 0) return [];
  const within = place.text[span.start - 1] === "'" ? { within: "'" } : {};
  return messagesOf(root, { ...place, ...within, offset: span.start });
}

async function isChat(value: string): Promise<boolean> {
  if (!/\brole\b/.test(value)) return false;
  const { root, problems } = await readYaml(value, 0);
  const messages = await messagesOf(root, { text: value, offset: 0, template: 'jinja' });
  return problems.length === 0 && messages.length > 0;
}

function verbatim(source: string, start: number): Span | undefined {
  const header = /^\|[^\n]*\n/.exec(source)?.[0];
  if (header !== undefined) return { start: start + header.length, end: start + source.length };
  return /^'[^'\n]*'$/.test(source) ? { start: start + 1, end: start + source.length - 1 } : undefined;
}

/** `openai:chat:` of `openai:chat:gpt-5-mini`. */
const vendor = /^[\w-]+:(?:(?:chat|completions?|responses|messages|text):)?/;

/** With one provider its settings are the prompts'; with several there is no one setting. */
function settingsIn(map: FileMap | undefined): ModelSettings {
  const listed = valueAt(map, 'providers') ?? valueAt(map, 'targets');
  const providers: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  const [own] = [...mapsAt(map, 'providers'), ...mapsAt(map, 'targets')];
  if (providers.length !== 1) return {};
  const id = own === undefined ? providers[0] : scalarAt(own, 'id');
  // What begins with a scheme is a program or another server.
  const modelId = typeof id === 'string' && /^[\w-]+:(?!\/\/)/.test(id) ? id.replace(vendor, '') : undefined;
  return { ...(modelId === undefined ? {} : { modelId }), ...settingsOf(mapAt(own, 'config')) };
}

/** The values its tests give to the holes. */
function varsIn(map: FileMap | undefined): readonly unknown[] {
  const tests = [...mapsAt(map, 'tests'), mapAt(map, 'defaultTest')];
  return tests.map((test) => {
    const vars = mapAt(test, 'vars')?.entries ?? [];
    return Object.fromEntries(
      vars.map(({ key, value }) => [key, typeof value === 'string' && isLink(value) ? undefined : value]),
    );
  });
}
