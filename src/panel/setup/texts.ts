import { defineTexts } from '../../base/text.ts';

/** Fixed labels of the form. */
export const formTexts = defineTexts({
  prompt: { en: 'Prompt', 'zh-cn': '提示词' },
  browse: { en: 'Find a prompt in the workspace', 'zh-cn': '在工作区中查找提示词' },
  model: { en: 'Model', 'zh-cn': '模型' },
  noModel: { en: 'No model is set up yet', 'zh-cn': '尚未设置任何模型' },
  noPrompt: { en: 'No prompt chosen', 'zh-cn': '尚未选择提示词' },
  listModels: { en: 'List the models of {server}', 'zh-cn': '列出 {server} 的模型' },
  lookForModels: { en: 'Look for models again', 'zh-cn': '重新查找模型' },
  setUpModel: { en: 'Set up the demonstration model', 'zh-cn': '设置演示模型' },
  setKey: { en: 'Set an API key', 'zh-cn': '设置 API 密钥' },
  samples: { en: 'Samples', 'zh-cn': '采样数' },
  temperature: { en: 'Temperature', 'zh-cn': '温度' },
  maxTokens: { en: 'Max tokens', 'zh-cn': '词元上限' },
  providerDefault: { en: 'default', 'zh-cn': '默认' },
  task: { en: 'Task for the instructions', 'zh-cn': '交给指令的任务' },
  taskHint: {
    en: 'What the user would ask for. The file is sent as system message.',
    'zh-cn': '用户会提出的请求。该文件将作为系统消息发送。',
  },
  holes: { en: 'Values', 'zh-cn': '变量取值' },
  proposed: { en: 'proposed', 'zh-cn': '建议值' },
  checks: { en: 'Checks of every reply', 'zh-cn': '对每个回复的检查' },
  checkKind: { en: 'Kind of check', 'zh-cn': '检查类型' },
  checkText: { en: 'What to check', 'zh-cn': '检查内容' },
  checkExample: { en: 'for example {example}', 'zh-cn': '例如 {example}' },
  addCheck: { en: 'Add the check', 'zh-cn': '添加检查' },
  sameCheck: {
    en: 'This check is there already: change it, or choose another kind.',
    'zh-cn': '已有相同的检查：请修改内容，或选择其他类型。',
  },
  beside: { en: 'Compare with other texts or models', 'zh-cn': '与其他文本或模型比较' },
  addRewrite: { en: 'Add a rewrite…', 'zh-cn': '添加改写…' },
  addHead: { en: 'Add the committed text', 'zh-cn': '添加已提交的文本' },
  addPrompt: { en: 'Add another prompt or file…', 'zh-cn': '添加其他提示词或文件…' },
  addModel: { en: 'Add a model', 'zh-cn': '添加模型' },
  noOtherModel: { en: 'none added', 'zh-cn': '未添加' },
  remove: { en: 'Remove {name}', 'zh-cn': '移除 {name}' },
  run: { en: 'Run trials', 'zh-cn': '运行试验' },
  stop: { en: 'Stop', 'zh-cn': '停止' },
  resume: { en: 'Resume', 'zh-cn': '继续' },
  setup: { en: 'Set-up', 'zh-cn': '设置' },
  size: { en: 'Size of the run', 'zh-cn': '运行规模' },
});

/** Sentences and choices of the form. */
export const setupTexts = defineTexts({
  chooseFirst: { en: 'Choose a prompt first.', 'zh-cn': '请先选择提示词。' },
  openFirst: {
    en: 'No prompt is open: open a prompt file or code that calls a language model, or search the workspace with the button above.',
    'zh-cn': '尚未打开任何提示词：请打开提示词文件或调用语言模型的代码，或用上方的按钮在工作区中查找。',
  },
  modelFirst: { en: 'Choose a model first.', 'zh-cn': '请先选择模型。' },
  setUpFirst: {
    en: 'No model is set up: set up the demonstration model, or set an API key or a base URL (setting promptQuorum.openai.baseUrl).',
    'zh-cn':
      '尚未设置任何模型：请设置演示模型，或设置 API 密钥或基础地址（设置项 promptQuorum.openai.baseUrl）。',
  },
  missedModel: {
    en: '{model} does not answer now: until it does, this model is used.',
    'zh-cn': '{model} 目前没有响应：在其恢复之前使用此模型。',
  },
  listFirst: {
    en: 'List the models of {server} with the button above, then choose one.',
    'zh-cn': '请用上方的按钮列出 {server} 的模型，然后选择其中之一。',
  },
  untrusted: {
    en: 'This workspace is not trusted, so nothing is run. Trust it to run trials.',
    'zh-cn': '此工作区未受信任，因此不会运行任何试验。信任后即可运行。',
  },
  taskFirst: { en: 'Enter a task for the instructions.', 'zh-cn': '请填写交给指令的任务。' },
  holesFirst: { en: 'Fill in {names}.', 'zh-cn': '请填写 {names}。' },
  badSamples: { en: 'A whole number from 1 to 1000.', 'zh-cn': '1 到 1000 之间的整数。' },
  badTemperature: {
    en: "A number from 0 to 2, or empty for the model's own.",
    'zh-cn': '0 到 2 之间的数值；留空表示使用模型默认值。',
  },
  badMaxTokens: {
    en: "A whole number from 1, or empty for the model's own.",
    'zh-cn': '不小于 1 的整数；留空表示使用模型默认值。',
  },
  fieldsFirst: { en: 'Correct the marked fields first.', 'zh-cn': '请先更正标出的字段。' },
  noCases: { en: 'The cases file has no usable row.', 'zh-cn': '用例文件中没有可用的行。' },
  casesLabel: { en: 'Use {file} ({count} {count:row|rows})', 'zh-cn': '使用 {file}（{count} 行）' },
  present: { en: 'Present text', 'zh-cn': '当前文本' },
  before: { en: 'Text before', 'zh-cn': '之前的文本' },
  requests: { en: 'At most {count} {count:sample|samples}', 'zh-cn': '最多 {count} 次采样' },
  requestsOfPlan: {
    en: '{count} {count:request|requests} against your plan',
    'zh-cn': '将占用您套餐中的 {count} 次请求',
  },
  tokensAtMost: {
    en: 'About {prompt} tokens in, at most {reply} out',
    'zh-cn': '输入约 {prompt} 词元，输出最多 {reply} 词元',
  },
  tokensMeasured: {
    en: 'About {prompt} tokens in, about {reply} out, as in earlier runs',
    'zh-cn': '输入约 {prompt} 词元，输出约 {reply} 词元（依据以往的运行）',
  },
  tokensAssumed: {
    en: 'About {prompt} tokens in, perhaps {reply} out: the length of replies is assumed',
    'zh-cn': '输入约 {prompt} 词元，输出可能为 {reply} 词元（回复长度为假定值）',
  },
  costAtMost: {
    en: 'At most about {cost} USD (prices of {date})',
    'zh-cn': '费用最多约 {cost} 美元（{date} 的价格）',
  },
  costMeasured: {
    en: 'About {cost} USD (prices of {date})',
    'zh-cn': '费用约 {cost} 美元（{date} 的价格）',
  },
  costAssumed: {
    en: 'About {cost} USD if replies are as long as assumed (prices of {date})',
    'zh-cn': '若回复长度与假定相符，费用约 {cost} 美元（{date} 的价格）',
  },
  perThousandAtMost: { en: 'at most ≈ ${cost} per 1,000 runs', 'zh-cn': '每千次运行最多约 ${cost}' },
  perThousandMeasured: { en: '≈ ${cost} per 1,000 runs', 'zh-cn': '每千次运行约 ${cost}' },
  perThousandAssumed: {
    en: '≈ ${cost} per 1,000 runs, reply length assumed',
    'zh-cn': '每千次运行约 ${cost}（回复长度为假定值）',
  },
  free: { en: 'Runs on this machine, no cost', 'zh-cn': '在本机运行，不产生费用' },
  costUnknown: {
    en: 'Cost unknown: no price is known for this model',
    'zh-cn': '费用未知：没有该模型的价格',
  },
});

/** How a size or a cost is said, by what the length of replies stands on. */
export const lengthTexts = {
  tokens: {
    limit: setupTexts.tokensAtMost,
    measured: setupTexts.tokensMeasured,
    assumed: setupTexts.tokensAssumed,
  },
  cost: { limit: setupTexts.costAtMost, measured: setupTexts.costMeasured, assumed: setupTexts.costAssumed },
  perThousand: {
    limit: setupTexts.perThousandAtMost,
    measured: setupTexts.perThousandMeasured,
    assumed: setupTexts.perThousandAssumed,
  },
};
