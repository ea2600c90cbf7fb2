import { defineTexts } from '../base/text.ts';

/** What `trial` and `history` say. */
export const trialTexts = defineTexts({
  variant: { en: 'Variant', 'zh-cn': '变体' },
  case: { en: 'Case', 'zh-cn': '用例' },
  majority: { en: 'Majority', 'zh-cn': '多数回答' },
  share: { en: 'Share (95 % interval)', 'zh-cn': '占比（95% 区间）' },
  samples: { en: 'Replies', 'zh-cn': '回复数' },
  endedBy: { en: 'Ended', 'zh-cn': '结束原因' },
  decided: { en: 'decided', 'zh-cn': '已有定论' },
  complete: { en: 'all asked', 'zh-cn': '已全部提问' },
  cancelled: { en: 'stopped by you', 'zh-cn': '由您停止' },
  failed: { en: 'failed', 'zh-cn': '失败' },
  tie: { en: '(tie)', 'zh-cn': '（平票）' },
  noAnswer: { en: '(no answer read)', 'zh-cn': '（未读出答案）' },
  others: { en: '({count} other answers)', 'zh-cn': '（其他 {count} 种答案）' },
  failures: { en: '{failures} failed', 'zh-cn': '{failures} 个失败' },
  agreement: {
    en: '{share} agreement (cases: {cases})',
    'zh-cn': '{cases} 个用例中一致率 {share}',
  },
  noReplies: { en: 'no replies', 'zh-cn': '没有回复' },
  readAs: {
    en: 'Answers read as: {title} (--extractor {extractor}).',
    'zh-cn': '答案读取方式：{title}（--extractor {extractor}）。',
  },
  accuracy: {
    en: '{share} right (cases: {cases}; 95 % interval {range})',
    'zh-cn': '{cases} 个用例中正确率 {share}（95% 区间 {range}）',
  },
  passRate: {
    en: '{share} pass their checks (cases: {cases}; 95 % interval {range})',
    'zh-cn': '{cases} 个用例的检查通过率 {share}（95% 区间 {range}）',
  },
  scatteredTotals: {
    en: 'nearly every reply is another text in {count} of {cases} cases, so there is no majority',
    'zh-cn': '{cases} 个用例中有 {count} 个几乎每个回复都不同，因此没有多数回答',
  },
  scattered: { en: '(nearly all differ)', 'zh-cn': '（几乎各不相同）' },
  checkLine: {
    en: '{passed} of {judged} replies: {check}',
    'zh-cn': '{judged} 个回复中 {passed} 个：{check}',
  },
  checkFailing: { en: '  {count} fail: {reason}', 'zh-cn': '  {count} 个未通过：{reason}' },
  checkNotRun: { en: '{count} not judged: {reason}', 'zh-cn': '{count} 个未判断：{reason}' },
  lengths: {
    en: 'Length: {words} words, {characters} characters (least – median – most)',
    'zh-cn': '长度：{words} 词，{characters} 字符（最少 – 中位数 – 最多）',
  },
  replies: {
    en: '{replies} replies ({cached} from the store)',
    'zh-cn': '{replies} 个回复（{cached} 个取自存储）',
  },
  tokens: {
    en: '{prompt} prompt and {completion} completion tokens',
    'zh-cn': '提示词 {prompt} 词元、回答 {completion} 词元',
  },
  usageUnknown: { en: 'tokens not told by the server', 'zh-cn': '服务器未告知词元数' },
  cost: { en: '{cost} US dollars', 'zh-cn': '{cost} 美元' },
  differs: {
    en: '{variant} beside {baseline}: {changed} of {comparable} leading answers differ.',
    'zh-cn': '{variant} 与 {baseline} 相比：{comparable} 个领先回答中有 {changed} 个不同。',
  },
  fixedCases: { en: 'Now right: case {cases}.', 'zh-cn': '由错变对的用例：{cases}。' },
  brokenCases: { en: 'Now wrong: case {cases}.', 'zh-cn': '由对变错的用例：{cases}。' },
  saved: {
    en: 'Decided early: {saved} of {planned} requests were not needed.',
    'zh-cn': '提前得出结论：{planned} 次请求中有 {saved} 次不必进行。',
  },
  size: {
    en: 'Asking {model} at most {requests} {requests:time|times} (variants: {variants}, cases: {cases}, samples of each: {samples}).',
    'zh-cn': '最多向 {model} 提问 {requests} 次：{variants} 个变体 × {cases} 个用例 × {samples} 次采样。',
  },
  sizeTokens: {
    en: 'About {prompt} prompt tokens and perhaps {completion} completion tokens, if every sample is asked{cost}.',
    'zh-cn': '若全部提问，约需 {prompt} 个提示词词元，回答可能约 {completion} 个词元{cost}。',
  },
  sizeCost: { en: ', about {cost} US dollars', 'zh-cn': '，约 {cost} 美元' },
  resumes: {
    en: 'Going on with run {run}: {stored} of {planned} samples are stored.',
    'zh-cn': '继续运行 {run}：{planned} 个样本中已存 {stored} 个。',
  },
  runIs: {
    en: 'Run {run}. If it is cut off: prompt-quorum trial --resume {run}',
    'zh-cn': '运行 {run}。若中断，可用 prompt-quorum trial --resume {run} 继续。',
  },
  usesCases: { en: 'Cases from {path}.', 'zh-cn': '用例取自 {path}。' },
  usesSamples: {
    en: 'No values were given for {names}, so proposed ones are used: {values}. Choose others with --set NAME=VALUE.',
    'zh-cn': '未给出 {names} 的值，因此采用建议值：{values}。可用 --set NAME=VALUE 指定其他值。',
  },
  needsInput: {
    en: 'The prompt needs a value for {name}; give it with --set {name}=VALUE, or rows with --cases FILE.',
    'zh-cn': '该提示词需要 {name} 的值；请用 --set {name}=VALUE 给出，或用 --cases FILE 提供多行。',
  },
  needsTask: {
    en: 'These instructions do nothing without a task; give one with --task TEXT.',
    'zh-cn': '没有任务时这些指令不起作用；请用 --task TEXT 给出任务。',
  },
  badRevision: {
    en: '{written} names no revision git could read: write git:HEAD, or git: with a branch, tag or commit.',
    'zh-cn': '{written} 不是 git 可以读取的版本：请写 git:HEAD，或 git: 加分支、标签或提交。',
  },
  notInRevision: {
    en: '{path} is not in {revision} ({detail}): commit it first, or name another revision.',
    'zh-cn': '{revision} 中没有 {path}（{detail}）：请先提交该文件，或指定其他版本。',
  },
  noPromptInRevision: {
    en: '{path} in {revision} holds no prompt that this one continues: name another revision.',
    'zh-cn': '{revision} 中的 {path} 没有与此对应的提示词：请指定其他版本。',
  },
  noSuchInput: {
    en: 'The prompt takes no value for {name}; it takes values for: {names}.',
    'zh-cn': '该提示词不需要 {name} 的值；它需要的值：{names}。',
  },
  badSet: {
    en: '--set takes NAME=VALUE, and {written} is none.',
    'zh-cn': '--set 应为 NAME=VALUE，而 {written} 不是。',
  },
  leavesProposed: {
    en: '{path}: {count} proposed cases are left out until you accept them (remove “proposed” from a case).',
    'zh-cn': '{path}：{count} 个建议的用例在采纳前不会使用（删除用例中的 “proposed” 即为采纳）。',
  },
  noCases: {
    en: '{path} holds no usable case; see the sentences above.',
    'zh-cn': '{path} 中没有可用的用例；请查看上面的说明。',
  },
  casesFormat: {
    en: '{path} is no cases file; its name must end in .jsonl, .csv or .yaml.',
    'zh-cn': '{path} 不是用例文件；文件名须以 .jsonl、.csv 或 .yaml 结尾。',
  },
  resumeAlone: {
    en: '--resume goes on with the stored plan; leave out {extra}, or start a new run without --resume.',
    'zh-cn': '--resume 按已存的计划继续；请去掉 {extra}，或不用 --resume 开始新的运行。',
  },
  allFailed: {
    en: 'No reply was received: {reason}',
    'zh-cn': '没有收到任何回复：{reason}',
  },
  someFailed: {
    en: '{failures} of {asked} samples failed: {reason}',
    'zh-cn': '{asked} 个样本中有 {failures} 个失败：{reason}',
  },
  gateAgreement: {
    en: 'Gate not met: agreement of {variant} is {share}, below {least}.',
    'zh-cn': '未达到门槛：{variant} 的一致率为 {share}，低于 {least}。',
  },
  gateAccuracy: {
    en: 'Gate not met: {variant} is right in {share}, below {least}.',
    'zh-cn': '未达到门槛：{variant} 的正确率为 {share}，低于 {least}。',
  },
  gatePassRate: {
    en: 'Gate not met: {variant} passes its checks in {share}, below {least}.',
    'zh-cn': '未达到门槛：{variant} 的检查通过率为 {share}，低于 {least}。',
  },
  gateNeedsChecks: {
    en: '--min-pass-rate needs checks; add “checks” to the cases file, such as [{"contains": "…"}].',
    'zh-cn': '--min-pass-rate 需要检查；请在用例文件中添加 “checks”，例如 [{"contains": "…"}]。',
  },
  gateNeedsExpected: {
    en: '--min-accuracy needs right answers; add a column "expected" to the cases file.',
    'zh-cn': '--min-accuracy 需要正确答案；请在用例文件中添加 “expected” 列。',
  },
  demonstration: {
    en: 'The built-in model is a small demonstration model: it errs often.',
    'zh-cn': '内置模型是小型演示模型，经常出错。',
  },
  retrying: { en: 'asking again in {seconds} s', 'zh-cn': '{seconds} 秒后重新提问' },
  progress: { en: '{done} of {planned} replies', 'zh-cn': '{done} / {planned} 个回复' },
  stopsNow: {
    en: 'Stopped. What has arrived is kept; go on with: prompt-quorum trial --resume {run}',
    'zh-cn': '已停止。已收到的回复会保留；继续运行：prompt-quorum trial --resume {run}',
  },
  oneRun: {
    en: 'Name one run, such as: prompt-quorum history show RUN',
    'zh-cn': '请指定一个运行，例如：prompt-quorum history show RUN',
  },
  namesRuns: {
    en: 'Name the runs to delete, such as: prompt-quorum history delete RUN',
    'zh-cn': '请指定要删除的运行，例如：prompt-quorum history delete RUN',
  },
  deleted: {
    en: 'Deleted run {run} with its {outcomes} replies; runs that took replies from it keep their copies.',
    'zh-cn': '已删除运行 {run} 及其 {outcomes} 个回复；从中取用过回复的其他运行保留各自的副本。',
  },
  exportFormat: {
    en: 'A run is exported as jsonl or csv, and {format} is neither.',
    'zh-cn': '运行只能导出为 jsonl 或 csv，而不是 {format}。',
  },
  noRuns: { en: 'The history has no runs yet.', 'zh-cn': '历史记录中还没有运行。' },
  started: { en: 'Started', 'zh-cn': '开始于' },
  run: { en: 'Run', 'zh-cn': '运行' },
  prompt: { en: 'Prompt', 'zh-cn': '提示词' },
  model: { en: 'Model', 'zh-cn': '模型' },
  cutOff: { en: 'cut off', 'zh-cn': '被中断' },
  state: { en: 'State', 'zh-cn': '状态' },
  goesOn: { en: 'going on', 'zh-cn': '进行中' },
  finished: { en: 'finished', 'zh-cn': '已完成' },
  stopped: { en: 'stopped', 'zh-cn': '已停止' },
  unknownRun: {
    en: 'The history has no run {run}; "prompt-quorum history" lists those it has.',
    'zh-cn': '历史记录中没有运行 {run}；可用 “prompt-quorum history” 列出已有的运行。',
  },
});
