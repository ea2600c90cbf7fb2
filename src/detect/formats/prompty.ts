import type { Span } from '../../base/span.ts';
import type { Role } from '../../prompt/types.ts';
import { roleLines } from '../codecs/_templates.ts';
import { bodyMessage, readBody, trimmedSpan } from './_body.ts';
import {
  type FileMap,
  keysOf,
  mapAt,
  mapsAt,
  modelSpanIn,
  readFrontMatter,
  scalarAt,
  settingsOf,
  valueAt,
} from './_frontMatter.ts';
import { samplesIn } from './_samples.ts';
import { defineFormat, type FileMessage, type FilePrompt } from './types.ts';

const roles: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
]);

/**
 * Prompty, versions 1 and 2: YAML front matter and a Jinja or Mustache body in which lines such as `user:` begin the
 * messages; text before the first one is the system message.
 */
export const prompty = defineFormat({
  id: 'prompty',
  files: ['**/*.prompty'],
  languageIds: ['prompty', 'plaintext'],
  async parse({ text }) {
    const { map, bodyStart, problems } = await readFrontMatter(text);
    const messages = readMessages(text, bodyStart);
    const name = scalarAt(map, 'name');
    const settings = readSettings(map);
    const prompt: FilePrompt = {
      ...(typeof name === 'string' ? { name } : {}),
      kind: 'template',
      messages,
      settings,
      ...modelSpanIn(map, settings),
      ...declaredIn(map),
      samples: samplesIn([valueAt(map, 'sample'), valuesOf(map)]),
    };
    return { prompts: messages.length === 0 ? [] : [prompt], problems };
  },
});

function readMessages(text: string, bodyStart: number): readonly FileMessage[] {
  const lines = roleLines(text.slice(bodyStart));
  const starts = [{ name: 'system', start: 0, end: 0 }, ...lines];
  return starts.flatMap(({ name, end }, index) => {
    const next = starts[index + 1]?.start ?? text.length - bodyStart;
    const span: Span = trimmedSpan(text, bodyStart + end, bodyStart + next);
    return bodyMessage(roles.get(name) ?? 'user', readBody(text, span, 'prompty').pieces, span);
  });
}

/** Version 1 has `configuration` and `parameters` in its `model`, version 2 `id` and `options`, or the model's name alone. */
function readSettings(map: FileMap | undefined): ReturnType<typeof settingsOf> {
  const model = mapAt(map, 'model');
  const connection = mapAt(model, 'configuration');
  const { modelId: _none, ...settings } = settingsOf(
    mapAt(model, 'options'),
    mapAt(model, 'parameters'),
    map,
  );
  const named = [
    scalarAt(map, 'model'),
    scalarAt(model, 'id'),
    scalarAt(connection, 'azure_deployment'),
    scalarAt(connection, 'model'),
    scalarAt(connection, 'name'),
  ];
  const modelId = named.find((each) => typeof each === 'string' && each !== '' && !each.includes('${'));
  return typeof modelId === 'string' ? { modelId, ...settings } : settings;
}

/** Inputs are a map by name, or in version 2 also a list of maps with names. */
function declaredIn(map: FileMap | undefined): Pick<FilePrompt, 'declaredInputs'> {
  const listed = mapsAt(map, 'inputs').flatMap((input) => {
    const name = scalarAt(input, 'name');
    const span = input.entries.find(({ key }) => key === 'name')?.span;
    return typeof name === 'string' && span !== undefined ? [{ name, span }] : [];
  });
  const inputs = listed.length > 0 ? listed : keysOf(mapAt(map, 'inputs'));
  return inputs.length === 0 ? {} : { declaredInputs: inputs };
}

/** The values that inputs themselves propose, as one row by input name. */
function valuesOf(map: FileMap | undefined): Readonly<Record<string, unknown>> {
  const own = (input: FileMap | undefined) =>
    ['sample', 'example', 'default'].map((key) => scalarAt(input, key)).find((value) => value !== undefined);
  const named = mapAt(map, 'inputs')?.entries.map(({ key, value, map: input }) => [
    key,
    input === undefined ? value : own(input),
  ]);
  const listed = mapsAt(map, 'inputs').map((input) => [String(scalarAt(input, 'name')), own(input)]);
  return Object.fromEntries([...(named ?? []), ...listed]);
}
