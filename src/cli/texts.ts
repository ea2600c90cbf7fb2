import { defineTexts } from '../base/text.ts';

/** What the terminal front end says of itself; each sentence about a mistake names the next step. */
export const texts = defineTexts({
  program: {
    en: 'Prompt Quorum finds prompts in files and code, analyses and rewrites them, and shows by repeated trials how consistent the answers are.',
    'zh-cn': 'Prompt Quorum 在文件和代码中查找提示词，进行分析和改写，并通过多次试验展示回答的一致程度。',
  },
  usage: { en: 'Usage', 'zh-cn': '用法' },
  exitCodes: {
    en: 'Exit codes: 0 fine, 1 findings or gate not met, 2 wrong use or a problem of the surroundings, 130 interrupted.',
    'zh-cn': '退出码：0 正常，1 发现问题或未达到门槛，2 用法或环境有误，130 被中断。',
  },
  helpOfCommand: {
    en: '"prompt-quorum COMMAND --help" says more about a command.',
    'zh-cn': '用 “prompt-quorum COMMAND --help” 查看某个命令的详细说明。',
  },
  unknownCommand: {
    en: 'There is no command {name}; the commands are {names}.',
    'zh-cn': '没有命令 {name}；可用的命令有 {names}。',
  },
  unknownCommandNear: {
    en: 'There is no command {name}; did you mean {near}?',
    'zh-cn': '没有命令 {name}；是否想用 {near}？',
  },
  unknownOption: {
    en: 'There is no option {option} here; --help lists those there are.',
    'zh-cn': '此处没有选项 {option}；用 --help 查看可用的选项。',
  },
  unknownOptionNear: {
    en: 'There is no option {option} here; did you mean {near}?',
    'zh-cn': '此处没有选项 {option}；是否想用 {near}？',
  },
  noValue: { en: '{option} takes no value; write it alone.', 'zh-cn': '{option} 不接受值；请单独使用。' },
  needsValue: { en: '{option} needs a value: {example}.', 'zh-cn': '{option} 需要一个值：{example}。' },
  wholeNumber: {
    en: '{option} takes a whole number from {minimum} to {maximum}, and {written} is none.',
    'zh-cn': '{option} 应为 {minimum} 到 {maximum} 之间的整数，而 {written} 不是。',
  },
  anyNumber: {
    en: '{option} takes a number from {minimum} to {maximum}, and {written} is none.',
    'zh-cn': '{option} 应为 {minimum} 到 {maximum} 之间的数，而 {written} 不是。',
  },
  unknownLanguage: {
    en: '--lang takes en or zh-cn, and {written} is neither.',
    'zh-cn': '--lang 应为 en 或 zh-cn，而 {written} 都不是。',
  },
  unknownChoice: {
    en: '{option} takes one of {choices}, and {written} is none.',
    'zh-cn': '{option} 应为以下之一：{choices}，而 {written} 不是。',
  },
  oneFile: {
    en: 'Name one file: prompt-quorum {command} {synopsis}.',
    'zh-cn': '请指定一个文件：prompt-quorum {command} {synopsis}。',
  },
  notBoth: {
    en: '{one} and {other} exclude each other; leave one out.',
    'zh-cn': '{one} 与 {other} 不能同时使用；请去掉其中一个。',
  },
  missingTechnique: {
    en: '--technique is missing; choose one of {ids}.',
    'zh-cn': '缺少 --technique；请选择其一：{ids}。',
  },
  missingModel: {
    en: '--model is missing; name a model, or builtin for the small demonstration model that needs no key; promptquorum.yml can name one too.',
    'zh-cn':
      '缺少 --model；请指定模型，或用 builtin 选择无需密钥的小型演示模型；也可在 promptquorum.yml 中指定。',
  },
  cannotRead: {
    en: '{path} cannot be read ({reason}); check the path.',
    'zh-cn': '无法读取 {path}（{reason}）；请检查路径。',
  },
  cannotWrite: {
    en: '{path} cannot be written ({reason}); make it writable and try again.',
    'zh-cn': '无法写入 {path}（{reason}）；请使其可写后重试。',
  },
  notFound: { en: 'no such file', 'zh-cn': '文件不存在' },
  notAllowed: { en: 'no permission', 'zh-cn': '没有权限' },
  isFolder: { en: 'it is a folder', 'zh-cn': '它是文件夹' },
  isBinary: { en: 'it is not UTF-8 text', 'zh-cn': '不是 UTF-8 文本' },
  isHuge: { en: 'it is larger than {megabytes} MB', 'zh-cn': '大于 {megabytes} MB' },
  skipped: { en: 'Skipped {path}: {reason}.', 'zh-cn': '已跳过 {path}：{reason}。' },
  problemAt: { en: '{path}:{line}: {message}', 'zh-cn': '{path}:{line}：{message}' },
  noPromptFile: {
    en: '{path} is no kind of file that holds prompts; name a prompt file or a Python, TypeScript or JavaScript file.',
    'zh-cn': '{path} 不是可包含提示词的文件类型；请指定提示词文件或 Python、TypeScript、JavaScript 文件。',
  },
  noPrompt: {
    en: '{path} holds no prompt that was found; "prompt-quorum scan" lists the prompts there are.',
    'zh-cn': '在 {path} 中没有找到提示词；可用 “prompt-quorum scan” 列出已有的提示词。',
  },
  noPromptAtLine: {
    en: '{path} holds no prompt at line {line}; there are some at {lines}.',
    'zh-cn': '{path} 第 {line} 行没有提示词；提示词位于{lines}。',
  },
  severalPrompts: {
    en: '{path} holds several prompts; choose one by its line: {choices}.',
    'zh-cn': '{path} 中有多个提示词；请用行号选择一个：{choices}。',
  },
  line: { en: 'line {line}', 'zh-cn': '第 {line} 行' },
  foundPrompts: {
    en: '{messages} {messages:message|messages} of {prompts} {prompts:prompt|prompts} in {files} {files:file|files}.',
    'zh-cn': '在 {files} 个文件的 {prompts} 个提示词中有 {messages} 条消息。',
  },
  foundNothing: { en: 'No prompt was found.', 'zh-cn': '没有找到提示词。' },
  findings: {
    en: '{findings} {findings:finding|findings} in {prompts} {prompts:prompt|prompts}, {fixable} of them with a safe fix (--fix).',
    'zh-cn': '{prompts} 个提示词中有 {findings} 个问题，其中 {fixable} 个可安全修复（--fix）。',
  },
  noFindings: {
    en: 'No findings in {prompts} {prompts:prompt|prompts}.',
    'zh-cn': '{prompts} 个提示词中没有问题。',
  },
  fixed: { en: 'Fixed {path}.', 'zh-cn': '已修复 {path}。' },
  written: { en: 'Rewrote {path}: {title}.', 'zh-cn': '已改写 {path}：{title}。' },
  unchanged: {
    en: 'The technique {technique} changes nothing here; try another one.',
    'zh-cn': '技术 {technique} 在此不会带来改动；请尝试其他技术。',
  },
  badBaseUrl: {
    en: '{url} is not an address a model can be asked at; write one that begins with http:// or https://.',
    'zh-cn': '{url} 不是可用的模型服务地址；请填写以 http:// 或 https:// 开头的地址。',
  },
  credentialsInUrl: {
    en: 'The base URL holds a password, which would be stored with the run: write {origin}… without it, and give the key in PROMPT_QUORUM_API_KEY.',
    'zh-cn':
      '基础 URL 中含有密码，会随运行一起保存：请写成不含密码的 {origin}…，并通过 PROMPT_QUORUM_API_KEY 提供密钥。',
  },
  otherProvider: {
    en: 'The models of {provider} cannot be asked from a terminal; resume this run in the editor.',
    'zh-cn': '无法在终端中调用 {provider} 的模型；请在编辑器中继续此运行。',
  },
  needsDownload: {
    en: 'The built-in model is not set up yet and needs {megabytes} MB once; add --download to agree to fetching it.',
    'zh-cn': '内置模型尚未设置，需要一次性下载 {megabytes} MB；如同意下载，请加上 --download。',
  },
  mayDownload: {
    en: 'The built-in model needs {megabytes} MB once. Fetch it now? (y/N) ',
    'zh-cn': '内置模型需要一次性下载 {megabytes} MB。现在下载吗？(y/N) ',
  },
  'fetching-model': { en: 'Fetching the built-in model', 'zh-cn': '正在获取内置模型' },
  'fetching-runtime': {
    en: 'Installing what runs the built-in model',
    'zh-cn': '正在安装内置模型的运行程序',
  },
  'fetching-waiting': {
    en: 'Another process is setting up the built-in model',
    'zh-cn': '另一个进程正在设置内置模型',
  },
  interrupted: {
    en: 'Stopping; what has arrived is kept. Press Ctrl-C again to quit at once.',
    'zh-cn': '正在停止；已收到的回复会保留。再次按 Ctrl-C 立即退出。',
  },
});
