import { keysOf, mapAt, modelSpanIn, readYaml, scalarAt, settingsOf, valueAt } from './_frontMatter.ts';
import { samplesIn } from './_samples.ts';
import { messagesOf } from './_yamlMessages.ts';
import { defineFormat } from './types.ts';

/** GitHub Models: `*.prompt.yml` with `messages`, `modelParameters`, `testData`; holes are `{{name}}`. */
export const promptYml = defineFormat({
  id: 'prompt-yml',
  files: ['**/*.prompt.yml', '**/*.prompt.yaml'],
  languageIds: ['yaml'],
  async parse({ text }) {
    const { root, map, problems } = await readYaml(text, 0);
    const { isMap } = await import('yaml');
    const list = isMap(root) ? root.get('messages', true) : undefined;
    const messages = await messagesOf(list, { text, offset: 0, template: 'double' });
    const name = scalarAt(map, 'name');
    const variables = mapAt(map, 'variables') ?? mapAt(map, 'inputs');
    const settings = settingsOf(map, mapAt(map, 'modelParameters'));
    const prompt = {
      ...(typeof name === 'string' ? { name } : {}),
      kind: 'template',
      messages,
      samples: samplesIn(valueAt(map, 'testData')),
      settings,
      ...modelSpanIn(map, settings),
      ...(variables === undefined ? {} : { declaredInputs: keysOf(variables) }),
    } as const;
    return { prompts: messages.length === 0 ? [] : [prompt], problems };
  },
});
