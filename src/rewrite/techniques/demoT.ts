import { defineTechnique } from '../types.ts';

export const demoT = defineTechnique({
  id: 'demo-t',
  text: {
    title: { en: '', 'zh-cn': '' },
    description: { en: '', 'zh-cn': '' },
  },
  evidence: [
    {
      source: '',
      year: 0,
      url: '',
      models: { en: '', 'zh-cn': '' },
      finding: { en: '', 'zh-cn': '' },
    },
  ],
  unsuited: () => undefined,
  propose: async () => [],
});
