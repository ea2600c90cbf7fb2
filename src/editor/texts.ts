import { defineTexts } from '../base/text.ts';

/** Everything the editor's features say, besides rules and techniques. */
export const editorTexts = defineTexts({
  findings: { en: '{count} {count:finding|findings}', 'zh-cn': '{count} 个问题' },
  noFindings: { en: 'No findings', 'zh-cn': '没有问题' },
  tokens: { en: '{count} tokens', 'zh-cn': '{count} 个词元' },
  tokensAbout: { en: '≈{count} tokens', 'zh-cn': '约 {count} 个词元' },
  rewrite: { en: 'Rewrite', 'zh-cn': '改写' },
  notAPrompt: { en: 'Not a prompt', 'zh-cn': '不是提示词' },
  notPrompt: { en: '“{title}” is not a prompt', 'zh-cn': '“{title}”不是提示词' },
  hideForMe: { en: 'Hide it for me', 'zh-cn': '仅对我隐藏' },
  hideForAll: { en: 'Hide it for everybody: write it to {file}', 'zh-cn': '对所有人隐藏：写入 {file}' },
  hiddenForMe: { en: 'hidden for me', 'zh-cn': '仅对我隐藏' },
  showHidden: { en: 'Choose what to show again as a prompt', 'zh-cn': '选择要重新显示为提示词的文本' },
  nothingHidden: { en: 'No prompt is hidden.', 'zh-cn': '没有隐藏的提示词。' },
  selectFirst: {
    en: 'Select the text of the prompt first, then run this command again.',
    'zh-cn': '请先选择提示词的文本，再运行此命令。',
  },
  alreadyPrompt: {
    en: 'This is already found as a prompt: “{title}”.',
    'zh-cn': '此文本已识别为提示词：“{title}”。',
  },
  notFollowed: {
    en: 'This text cannot be shown as a prompt: it is hidden (see “Show Hidden Prompts…”), its file is excluded in {file}, or the file is too large.',
    'zh-cn':
      '无法将此文本显示为提示词：它已被隐藏（参见“显示已隐藏的提示词…”），其文件已在 {file} 中排除，或文件过大。',
  },
  chooseRole: { en: 'Which message is this text?', 'zh-cn': '此文本是哪种消息？' },
  systemRole: { en: 'System message', 'zh-cn': '系统消息' },
  systemRoleDetail: {
    en: 'Instructions; the task comes in a message of its own',
    'zh-cn': '指示；任务由另一条消息给出',
  },
  userRole: { en: 'User message', 'zh-cn': '用户消息' },
  userRoleDetail: {
    en: 'Complete once its values are filled in',
    'zh-cn': '填入各项值后即为完整的提示词',
  },
  chooseHoles: {
    en: 'Which of these stand for values?',
    'zh-cn': '其中哪些是待填入的值？',
  },
  projectBroken: {
    en: '{file} is not valid, so nothing was written to it: correct it and try again.',
    'zh-cn': '{file} 的内容无效，未写入任何内容：请更正后重试。',
  },
  runOnce: { en: 'Run once', 'zh-cn': '运行一次' },
  runTrials: { en: 'Run trials', 'zh-cn': '运行试验' },
  measured: {
    en: '{figures} ({count} {count:answer|answers}, {model}, {when})',
    'zh-cn': '{figures}（{count} 个回答，{model}，{when}）',
  },
  agreeing: { en: '{share} agree', 'zh-cn': '{share} 一致' },
  scattered: { en: 'nearly all differ', 'zh-cn': '几乎各不相同' },
  right: { en: '{share} right', 'zh-cn': '{share} 正确' },
  passing: { en: '{share} pass the checks', 'zh-cn': '{share} 通过检查' },
  changed: { en: 'changed since measured', 'zh-cn': '测量后已更改' },
  measuredBefore: {
    en: 'Measured before the change: {measurement}',
    'zh-cn': '更改前的测量结果：{measurement}',
  },
  why: { en: 'Why', 'zh-cn': '原因' },
  evidence: { en: 'Evidence', 'zh-cn': '依据' },
  holdsFor: { en: 'holds for: {models}', 'zh-cn': '适用于：{models}' },
  openRule: { en: 'About this rule', 'zh-cn': '关于此规则' },
  fixAllPrompt: { en: 'Fix all safe findings in this file', 'zh-cn': '修复此文件中所有可安全修复的问题' },
  nothingToFix: {
    en: 'Nothing in this file can be fixed safely without a decision of yours.',
    'zh-cn': '此文件中没有无需您决定即可安全修复的问题。',
  },
  suppressNext: { en: 'Suppress “{rule}” here by a comment', 'zh-cn': '用注释在此处忽略“{rule}”' },
  suppressFile: { en: 'Suppress “{rule}” in this file', 'zh-cn': '在此文件中忽略“{rule}”' },
  switchOff: { en: 'Switch off “{rule}” in the settings', 'zh-cn': '在设置中关闭“{rule}”' },
  rewriteWith: { en: 'Rewrite: {name}', 'zh-cn': '改写：{name}' },
  noPromptHere: {
    en: 'No prompt was found in this file: open a prompt file, or code that calls a language model.',
    'zh-cn': '此文件中未找到提示词：请打开提示词文件或调用语言模型的代码。',
  },
  noPrompts: {
    en: 'No prompt was found in this workspace.',
    'zh-cn': '此工作区中未找到提示词。',
  },
  choosePrompt: { en: 'Choose a prompt', 'zh-cn': '选择提示词' },
  choosePromptFile: { en: 'Choose a file…', 'zh-cn': '选择文件…' },
  searching: { en: 'Looking for prompts in the workspace', 'zh-cn': '正在工作区中查找提示词' },
  chooseTechnique: { en: 'Choose how to rewrite “{title}”', 'zh-cn': '选择如何改写“{title}”' },
  unsuited: { en: 'not for this prompt as it is', 'zh-cn': '不适合当前的提示词' },
  chooseWriter: { en: 'Who writes the rewrite?', 'zh-cn': '由谁来改写？' },
  offline: { en: "From the prompt's own text", 'zh-cn': '仅依据提示词自身的文本' },
  offlineDetail: { en: 'Offline: nothing leaves this machine', 'zh-cn': '离线：不向外发送任何内容' },
  withModel: { en: 'With a model…', 'zh-cn': '使用模型…' },
  withModelDetail: {
    en: 'Sends the prompt to the model you choose',
    'zh-cn': '会把提示词发送给您选择的模型',
  },
  chooseModel: { en: 'Choose a model to write the rewrite', 'zh-cn': '选择用于改写的模型' },
  noWriter: {
    en: 'No model fit for rewriting is set up: set a base URL or an API key, or sign in to a language model extension.',
    'zh-cn': '尚未设置可用于改写的模型：请设置基础地址或 API 密钥，或登录语言模型扩展。',
  },
  listServer: { en: 'List the models of {server}', 'zh-cn': '列出 {server} 的模型' },
  rewriting: { en: 'Rewriting “{title}”', 'zh-cn': '正在改写“{title}”' },
  diffTitle: { en: '{file}: {technique} (proposed)', 'zh-cn': '{file}：{technique}（提议）' },
  recomputed: {
    en: 'The file changed meanwhile, so the rewrite was computed again. Look at it and accept once more.',
    'zh-cn': '文件在此期间已更改，因此重新计算了改写。请查看后再次接受。',
  },
  promptGone: {
    en: 'The prompt is no longer in the file, so the rewrite was not written.',
    'zh-cn': '文件中已找不到该提示词，因此未写入改写。',
  },
  original: { en: 'Original', 'zh-cn': '原文' },
  committed: { en: 'Committed text (git HEAD)', 'zh-cn': '已提交的文本（git HEAD）' },
  notCommitted: {
    en: 'Git has no committed version of this file: commit it first, or choose another text.',
    'zh-cn': 'Git 中没有该文件的已提交版本：请先提交，或选择其他文本。',
  },
  noRepository: {
    en: 'VS Code finds no Git repository for this file: see in the Source Control view whether one is to be opened, or choose another text.',
    'zh-cn':
      'VS Code 找不到包含此文件的 Git 仓库：请在“源代码管理”视图中查看是否需要打开仓库，或选择其他文本。',
  },
  notInCommit: {
    en: 'The committed version of this file does not hold this prompt: choose another text.',
    'zh-cn': '该文件的已提交版本中没有这个提示词：请选择其他文本。',
  },
  sameAsCommit: {
    en: 'The prompt reads as it was committed, so there is nothing to compare.',
    'zh-cn': '该提示词与已提交的版本相同，没有可比较的内容。',
  },
  deleteRun: { en: 'Delete', 'zh-cn': '删除' },
  deleteRunAsk: {
    en: 'Delete this run with its replies and measurements? It cannot be brought back. ({run})',
    'zh-cn': '删除此次运行及其回复和测量结果？此操作无法撤销。（{run}）',
  },
  changedMeanwhile: {
    en: 'The prompt was changed in its file meanwhile, so nothing was written: run it again with its present text.',
    'zh-cn': '该提示词在文件中已被修改，因此未写入：请用当前文本重新运行。',
  },
  notWritten: {
    en: 'VS Code did not take the edit: check whether the file is read-only.',
    'zh-cn': 'VS Code 未接受该修改：请检查文件是否为只读。',
  },
  noRewriteOpen: { en: 'No proposed rewrite is open.', 'zh-cn': '当前没有打开的改写提议。' },
  untrusted: {
    en: 'This workspace is not trusted: prompts are found and analysed, but nothing is rewritten or run.',
    'zh-cn': '此工作区未受信任：只查找和分析提示词，不会改写或运行。',
  },
  plan: {
    en: '{count} {count:request|requests} against your plan',
    'zh-cn': '将占用您套餐中的 {count} 次请求',
  },
  setUpQuestion: {
    en: 'The built-in demonstration model needs {megabytes} MB once: a small language model (SmolLM2 135M, Apache-2.0) and the program that runs it. After that it needs no network and no key.',
    'zh-cn':
      '内置演示模型需要一次性下载 {megabytes} MB：一个小型语言模型（SmolLM2 135M，Apache-2.0 许可）及其运行程序。此后无需网络和密钥。',
  },
  download: { en: 'Download', 'zh-cn': '下载' },
  chooseFile: { en: 'Use a GGUF File…', 'zh-cn': '使用 GGUF 文件…' },
  settingUp: { en: 'Setting up the built-in model', 'zh-cn': '正在设置内置模型' },
  modelReady: {
    en: 'The built-in demonstration model is ready.',
    'zh-cn': '内置演示模型已就绪。',
  },
  waitingForOther: { en: 'another window is doing the same', 'zh-cn': '另一个窗口正在进行相同的操作' },
  keyServer: {
    en: 'Base address of the server the key is for, such as https://api.openai.com/v1',
    'zh-cn': '密钥所属服务器的基础地址，例如 https://api.openai.com/v1',
  },
  keyPrompt: {
    en: 'API key for {origin}; it goes to no other server. Leave it empty if the server needs none',
    'zh-cn': '{origin} 的 API 密钥；不会发送给其他服务器。服务器不需要密钥时留空即可',
  },
  whichServer: {
    en: 'Models are offered from one server: which one?',
    'zh-cn': '只提供一个服务器的模型：使用哪一个？',
  },
  useServer: { en: 'Use {server}', 'zh-cn': '使用 {server}' },
  keepServer: { en: 'Stay with {server}', 'zh-cn': '继续使用 {server}' },
  serverUsed: {
    en: '{server} is the server now; choose one of its models in the side panel.',
    'zh-cn': '现在使用 {server}；请在侧边栏面板中选择它的模型。',
  },
  keyKept: {
    en: 'The key for {origin} is kept in the secret storage.',
    'zh-cn': '{origin} 的密钥已保存在机密存储中。',
  },
  keyRemoved: { en: 'The key for {origin} was removed.', 'zh-cn': '{origin} 的密钥已删除。' },
  noKeys: { en: 'No API key is stored.', 'zh-cn': '没有已保存的 API 密钥。' },
  chooseKey: { en: 'Choose the server whose key to remove', 'zh-cn': '选择要删除其密钥的服务器' },
  badAddress: {
    en: 'An address begins with http:// or https://.',
    'zh-cn': '地址应以 http:// 或 https:// 开头。',
  },
  justification: {
    en: 'To run the trials you started in the Prompt Quorum panel.',
    'zh-cn': '用于运行您在 Prompt Quorum 面板中启动的试验。',
  },
  noConsent: {
    en: 'VS Code was not allowed to use this language model: allow it when asked, or choose another model.',
    'zh-cn': '未获准使用此语言模型：请在询问时允许，或选择其他模型。',
  },
  lmGone: {
    en: 'The language model {model} is not offered any more: choose another model.',
    'zh-cn': '语言模型 {model} 已不再提供：请选择其他模型。',
  },
  lmBlocked: {
    en: 'The language model refused the request ({detail}): wait for the quota of your plan, or rephrase the prompt.',
    'zh-cn': '语言模型拒绝了请求（{detail}）：请等待套餐配额恢复，或改写提示词。',
  },
  lmFailed: {
    en: 'The language model failed ({detail}): try again in a while.',
    'zh-cn': '语言模型出错（{detail}）：请过一会儿再重试。',
  },
  lmTitle: { en: '{model} (VS Code)', 'zh-cn': '{model}（VS Code）' },
  lmProvider: { en: 'VS Code language models', 'zh-cn': 'VS Code 语言模型' },
  badCases: { en: '{file} cannot be read: {reason}', 'zh-cn': '无法读取 {file}：{reason}' },
});
