/** How the file of a new registry entry begins; what is not filled in fails the type check or the registry test. */
export interface Scaffold {
  readonly folder: string;
  source(id: string, name: string): string;
}

const evidence = `evidence: [
    {
      source: '',
      year: 0,
      url: '',
      models: { en: '', 'zh-cn': '' },
      finding: { en: '', 'zh-cn': '' },
    },
  ],`;

/** Every kind of entry that can be started, by the word that names it on the command line. */
export const scaffolds: Readonly<Record<string, Scaffold>> = {
  rule: {
    folder: 'src/analyze/rules',
    source: (id, name) => `import { defineRule } from '../types.ts';

export const ${name} = defineRule({
  id: '${id}',
  category: 'structure',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: '', 'zh-cn': '' },
    message: { en: '', 'zh-cn': '' },
    why: { en: '', 'zh-cn': '' },
  },
  ${evidence}
  examples: [{ title: '', messages: [{ role: 'user', text: '' }], finds: [''] }],
  *check({ messages }) {
    for (const [turn, { text }] of messages.entries()) {
      const start = text.indexOf('what the rule looks for');
      if (start >= 0) yield { place: { turn, span: { start, end: start + 1 } } };
    }
  },
});
`,
  },
  technique: {
    folder: 'src/rewrite/techniques',
    source: (id, name) => `import { defineTechnique } from '../types.ts';

export const ${name} = defineTechnique({
  id: '${id}',
  text: {
    name: { en: '', 'zh-cn': '' },
    title: { en: '', 'zh-cn': '' },
    description: { en: '', 'zh-cn': '' },
  },
  ${evidence}
  unsuited: () => undefined,
  propose: async () => ({ edits: [], withModel: false }),
});
`,
  },
  extractor: {
    folder: 'src/trials/extractors',
    source: (id, name) => `import type { Extractor } from '../types.ts';

export const ${name}: Extractor = {
  id: '${id}',
  title: { en: '', 'zh-cn': '' },
  extract: (reply) => ({ answer: reply, span: { start: 0, end: reply.length } }),
  suits: () => 0,
};
`,
  },
  comparer: {
    folder: 'src/trials/comparers',
    source: (id, name) => `import type { Comparer } from '../types.ts';

export const ${name}: Comparer = {
  id: '${id}',
  title: { en: '', 'zh-cn': '' },
  key: (answer) => answer,
};
`,
  },
  check: {
    folder: 'src/trials/checks',
    source: (id, name) => `import { phrase } from '../../base/text.ts';
import { failed, passed } from '../checking/problem.ts';
import { defineCheck } from '../types.ts';

export const ${name} = defineCheck({
  id: '${id}',
  title: { en: '', 'zh-cn': '' },
  example: '',
  schema: { type: 'string' },
  describe: (parameter) => phrase({ en: '{value}', 'zh-cn': '{value}' }, { value: String(parameter) }),
  compile: async (parameter) => (reply) =>
    reply === parameter ? passed : failed({ en: '', 'zh-cn': '' }),
});
`,
  },
  stop: {
    folder: 'src/trials/stopping',
    source: (id, name) => `import type { StopRule } from '../types.ts';

export const ${name}: StopRule = {
  id: '${id}',
  title: { en: '', 'zh-cn': '' },
  decided: () => undefined,
  nextRound: () => 1,
};
`,
  },
};
