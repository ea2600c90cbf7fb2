import { firstLineOf } from '../text/firstLine.ts';
import { namesAsOf } from '../text/modelNames.ts';
import { editDistance } from '../text/nearestName.ts';
import { currentModels, deprecationPages, retiredModels } from '../text/retiredModels.ts';
import { isMakersName, makerWithout } from '../text/unknownModel.ts';
import { defineRule, type RawFinding } from '../types.ts';

const retired = {
  en: '{maker} shut “{model}” down on {date}, so calls that name it fail: name a current model ({source}).',
  'zh-cn': '{maker} 已于 {date} 停用“{model}”，使用它的调用会失败：请改用仍在提供的模型（{source}）。',
};
const succeeded = {
  en: '{maker} shut “{model}” down on {date}, so calls that name it fail; it names “{successor}” in its place ({source}).',
  'zh-cn': '{maker} 已于 {date} 停用“{model}”，使用它的调用会失败；官方建议改用“{successor}”（{source}）。',
};
const misspelled = {
  en: 'No model “{model}” is known, but “{meant}” is: correct the name.',
  'zh-cn': '没有名为“{model}”的已知模型，但有“{meant}”：请更正名称。',
};
const unknown = {
  en: '{maker} has no model “{model}” as far as the list of {date} goes, so a call that names it would fail: correct the name.',
  'zh-cn': '截至 {date} 的列表中，{maker} 没有名为“{model}”的模型，使用它的调用会失败：请更正名称。',
};

export const retiredModel = defineRule({
  id: 'retired-model',
  category: 'consistency',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Retired or unknown model', 'zh-cn': '已停用或未知的模型' },
    message: retired,
    why: {
      en: 'Makers switch old models off, and from that day calls fail. A model of another name also reads the same prompt differently, so a change deserves a trial. The table holds the shutdowns on the makers’ own servers up to 24 November 2026; Azure, Bedrock and Vertex AI keep dates of their own and are left alone, as is every call to an address that the code gives. A name counts as unknown where it is put together of nothing but words and numbers that its maker uses; other names are left alone, for servers of one’s own may call their models anything, and so are higher numbers, which may be models to come.',
      'zh-cn':
        '厂商会停用旧模型，从那天起调用就会失败。不同的模型对同一提示词的理解也不同，更换时值得先做对比试验。本表包含截至 2026 年 11 月 24 日厂商自有服务上的停用；Azure、Bedrock、Vertex AI 另有日期，不在检查之列；代码另外指定服务地址的调用也不检查。名称完全由厂商用过的词和数字组成、却没有这样的模型时，视为未知；自建服务可以任意命名，因此其他名称不检查；更高的版本号可能属于将来的模型，也不检查。',
    },
  },
  evidence: [
    {
      source: 'OpenAI, Deprecations',
      year: 2026,
      url: deprecationPages.OpenAI,
      models: { en: 'OpenAI’s models on its own servers', 'zh-cn': 'OpenAI 自有服务上的模型' },
      finding: {
        en: 'Lists each model’s shutdown date; from then on the model is no longer accessible.',
        'zh-cn': '列出各模型的停用日期；自该日起模型不可再用。',
      },
    },
    {
      source: 'Anthropic, Model deprecations',
      year: 2026,
      url: deprecationPages.Anthropic,
      models: {
        en: 'Claude models on Anthropic’s own platforms',
        'zh-cn': 'Anthropic 自有平台上的 Claude 模型',
      },
      finding: {
        en: 'Requests to retired models fail; Amazon Bedrock and Google Cloud set schedules of their own.',
        'zh-cn': '对已停用模型的请求会失败；Amazon Bedrock 和 Google Cloud 另有时间表。',
      },
    },
    {
      source: 'Google, Gemini deprecations',
      year: 2026,
      url: deprecationPages.Google,
      models: { en: 'Gemini models on the Gemini API', 'zh-cn': 'Gemini API 上的 Gemini 模型' },
      finding: {
        en: 'Once a model is shut down its endpoint is no longer available.',
        'zh-cn': '模型停用后，其接口不再可用。',
      },
    },
  ],
  examples: [
    {
      title: 'a model that was shut down',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt-3.5-turbo' },
      finds: ['Write a haiku about {{season}}.'],
    },
    {
      title: 'a snapshot without a named successor',
      messages: [
        { role: 'system', text: 'You are a librarian.\nAnswer in English.' },
        { role: 'user', text: '<letter>{{letter}}</letter>' },
      ],
      settings: { modelId: 'claude-2.1' },
      finds: ['You are a librarian.'],
    },
    {
      title: 'with the maker before it',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'googleai/gemini-1.5-flash' },
      finds: ['Write a haiku about {{season}}.'],
    },
    {
      title: 'a slip of the pen',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'claude-sonet-4-5' },
      finds: ['Write a haiku about {{season}}.'],
    },
    {
      title: '已停用的模型',
      messages: [{ role: 'user', text: '写一首关于{{season}}的俳句。' }],
      settings: { modelId: 'gpt-4-32k' },
      finds: ['写一首关于{{season}}的俳句。'],
    },
    {
      title: '名称少了一个字母',
      messages: [{ role: 'user', text: '写一首关于{{season}}的俳句。' }],
      settings: { modelId: 'gpt-4o-min' },
      finds: ['写一首关于{{season}}的俳句。'],
    },
    {
      title: 'a model that runs',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt-4o-mini' },
      finds: [],
    },
    {
      title: 'words that the maker uses, put together as it never did',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt-4-mini' },
      finds: ['Write a haiku about {{season}}.'],
    },
    {
      title: '厂商没有这样的模型',
      messages: [{ role: 'user', text: '写一首关于{{season}}的俳句。' }],
      settings: { modelId: 'gemini-3-ultra-flash' },
      finds: [],
    },
    {
      title: 'an open model under the name that one server gave it',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'mixtral-8x7b-32768' },
      finds: ['Write a haiku about {{season}}.'],
    },
    {
      title: 'letters that changed places',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gtp-4o' },
      finds: ['Write a haiku about {{season}}.'],
    },
    {
      title: 'other marks than its maker writes',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt4o' },
      call: { sdk: 'OpenAI' },
      finds: ['Write a haiku about {{season}}.'],
    },
    {
      title: 'services that pass models on write marks of their own',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'google/gemini2.5-flash' },
      call: { sdk: 'OpenAI' },
      finds: [],
    },
    {
      title: 'the newest of a series, without a number',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gemini-flash-latest' },
      finds: [],
    },
    {
      title: '代号和型号的顺序写反了',
      messages: [{ role: 'user', text: '写一首关于{{season}}的俳句。' }],
      settings: { modelId: 'claude-sonnet-3-7-latest-haiku' },
      finds: [],
    },
    {
      title: 'a name of a deployment',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt-4-prod' },
      finds: [],
    },
    {
      title: 'a snapshot later than the list',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt-5-mini-2027-01-15' },
      finds: [],
    },
    {
      title: 'a newer model that no table knows',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt-7-mini' },
      finds: [],
    },
    {
      title: 'a name of a local server',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'qwen3:4b' },
      finds: [],
    },
    {
      title: 'another platform keeps dates of its own',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'anthropic.claude-3-haiku-20240307-v1:0' },
      finds: [],
    },
    {
      title: 'a server of one’s own may call its models anything',
      messages: [{ role: 'user', text: 'Write a haiku about {{season}}.' }],
      settings: { modelId: 'gpt-3.5-turbo', otherServer: true },
      finds: [],
    },
    {
      title: '本地模型',
      messages: [{ role: 'user', text: '写一首关于{{season}}的俳句。' }],
      settings: { modelId: 'my-gpt-4' },
      finds: [],
    },
  ],
  *check(prompt) {
    const { settings, call } = prompt;
    if (settings.modelId === undefined || settings.otherServer) return;
    if (/azure|bedrock|vertex/i.test(call?.sdk ?? '')) return;
    const model = settings.modelId.replace(makerPrefix, '');
    // Outside a call to its maker a name may be another service's: each writes marks of its own.
    const about = aboutModel(model, call === undefined || model !== settings.modelId);
    if (about !== undefined) yield { place: firstLineOf(prompt), ...about, setting: 'modelId' };
  },
});

/** How SDKs that serve several makers name one. */
const makerPrefix = /^(?:models\/|(?:openai|anthropic|googleai|google|gemini|mistral|groq|xai)[/:])/;

function aboutModel(
  model: string,
  mayBeSpelled: boolean,
): Pick<RawFinding, 'message' | 'values'> | undefined {
  const known = retiredModels.get(model);
  if (known !== undefined) {
    const { successor, ...values } = known;
    return successor === undefined
      ? { message: retired, values: { ...values, model } }
      : { message: succeeded, values: { ...values, successor, model } };
  }
  const meant = slipOf(model, mayBeSpelled);
  if (meant !== undefined) return { message: misspelled, values: { model, meant } };
  const maker = makerWithout(model);
  return maker === undefined ? undefined : { message: unknown, values: { model, maker, date: namesAsOf } };
}

const namedOften: readonly string[] = [...new Set([...currentModels, ...retiredModels.keys()])];

/**
 * The model whose name differs by one letter, two letters that changed places, or by its marks alone. Another digit or another
 * letter in a short name may be another model, or a deployment's own name; and services that pass models on write their marks as they like.
 */
function slipOf(model: string, mayBeSpelled: boolean): string | undefined {
  if (currentModels.includes(model) || isMakersName(model)) return undefined;
  const alike = (each: string) =>
    folded(each) === folded(model)
      ? !mayBeSpelled
      : digitsOf(each) === digitsOf(model) &&
        (each.length > 7 || lettersOf(each) === lettersOf(model)) &&
        editDistance(each, model) === 1;
  const near = namedOften.filter((each) => Math.abs(each.length - model.length) < 5 && alike(each));
  const current = near.filter((each) => currentModels.includes(each));
  return current.length === 1 ? current[0] : near.length === 1 ? near[0] : undefined;
}

function digitsOf(name: string): string {
  return name.replace(/[a-z]/g, '');
}

function lettersOf(name: string): string {
  return [...name].sort().join('');
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[-._ ]/g, '');
}
