import { defineTexts } from '../../base/text.ts';

/** Fixed labels of the results. */
export const resultTexts = defineTexts({
  results: { en: 'Results', 'zh-cn': '结果' },
  progress: { en: 'Progress of the run', 'zh-cn': '运行进度' },
  answers: { en: 'Answers', 'zh-cn': '回答' },
  answersOf: { en: 'Answers, {variant}', 'zh-cn': '回答，{variant}' },
  moreAnswers: { en: '{count} more answers', 'zh-cn': '另有 {count} 种回答' },
  majority: { en: 'Majority answer', 'zh-cn': '多数回答' },
  expected: { en: 'expected', 'zh-cn': '预期' },
  readAs: { en: 'Answers read as', 'zh-cn': '回答的读取方式' },
  case: { en: 'Case', 'zh-cn': '用例' },
  expectedAnswer: { en: 'Expected', 'zh-cn': '预期' },
  allCases: { en: 'All cases', 'zh-cn': '全部用例' },
  showCase: { en: 'Show case {case}', 'zh-cn': '显示用例 {case}' },
  changed: { en: 'changed', 'zh-cn': '已变化' },
  tied: { en: 'tied', 'zh-cn': '票数相同' },
  allDifferent: { en: 'all different', 'zh-cn': '各不相同' },
  cut: {
    en: '{shown} of {count} cases are shown; all of them count, and the history exports them all.',
    'zh-cn': '显示了 {count} 个用例中的 {shown} 个；统计包含全部用例，全部用例可从历史中导出。',
  },
  cutChanged: {
    en: '{shown} of {count} cases are shown, those that changed first; all of them count, and the history exports them all.',
    'zh-cn':
      '显示了 {count} 个用例中的 {shown} 个，有变化的排在最前；统计包含全部用例，全部用例可从历史中导出。',
  },
  passing: { en: '{passed} of {judged} pass', 'zh-cn': '{judged} 个中通过 {passed} 个' },
  failed: { en: 'failed', 'zh-cn': '失败' },
  notAsked: { en: 'not asked', 'zh-cn': '未询问' },
  fixed: { en: 'became right', 'zh-cn': '由错变对' },
  broken: { en: 'became wrong', 'zh-cn': '由对变错' },
  keep: { en: 'Write this text into the file', 'zh-cn': '将此文本写入文件' },
  inFile: { en: 'in the file now', 'zh-cn': '当前文件中的文本' },
  right: { en: 'as expected', 'zh-cn': '符合预期' },
  wrong: { en: 'not as expected', 'zh-cn': '不符合预期' },
  passes: { en: 'most replies pass the checks', 'zh-cn': '多数回复通过检查' },
  passesNot: { en: 'most replies do not pass the checks', 'zh-cn': '多数回复未通过检查' },
  figures: { en: 'Figures', 'zh-cn': '数据' },
  samplesOf: { en: 'Samples, {variant}', 'zh-cn': '样本，{variant}' },
  allSamples: { en: 'Show all samples', 'zh-cn': '显示全部样本' },
  previous: { en: 'Previous samples', 'zh-cn': '上一页样本' },
  next: { en: 'Next samples', 'zh-cn': '下一页样本' },
  failsChecks: { en: 'fails a check', 'zh-cn': '未通过检查' },
  missedChecks: { en: 'Checks', 'zh-cn': '检查' },
  loading: { en: 'Loading…', 'zh-cn': '正在加载…' },
  noRun: {
    en: 'Run a prompt several times to see how much its answers agree.',
    'zh-cn': '多次运行同一提示词，看看各次回答的一致程度。',
  },
});

/** Sentences about a run. */
export const runTexts = defineTexts({
  progress: { en: '{done} of {planned} samples', 'zh-cn': '{done} / {planned} 个样本' },
  verdict: {
    en: '{answer} is the majority answer: {count} of {total} replies agree, {share}.',
    'zh-cn': '多数回答是“{answer}”：{total} 个回复中有 {count} 个一致，占 {share}。',
  },
  leads: {
    en: '{answer} leads so far: {count} of {total} replies, {share}.',
    'zh-cn': '目前领先的是“{answer}”：{total} 个回复中有 {count} 个，占 {share}。',
  },
  gone: {
    en: 'This run is no longer in the history: it was deleted.',
    'zh-cn': '历史中已没有此次运行：它已被删除。',
  },
  noReplies: { en: 'No reply yet.', 'zh-cn': '尚无回复。' },
  allFailed: { en: 'No reply was received.', 'zh-cn': '没有收到任何回复。' },
  tie: {
    en: 'No majority: the leading answers are tied.',
    'zh-cn': '没有多数回答：领先的回答票数相同。',
  },
  scattered: {
    en: 'No majority: nearly every reply is different.',
    'zh-cn': '没有多数回答：几乎每个回复都不同。',
  },
  nothingRead: {
    en: 'No answer could be read from the replies: choose another way to read them.',
    'zh-cn': '无法从回复中读出回答：请选择其他读取方式。',
  },
  casesVerdict: {
    en: 'Mean agreement over the cases with replies ({cases}): {share}.',
    'zh-cn': '有回复的 {cases} 个用例的平均一致率：{share}。',
  },
  inCase: { en: 'Case {case}: {sentence}', 'zh-cn': '用例 {case}：{sentence}' },
  moreStable: {
    en: '{name} is more stable: {after} agree, {before} with {base}.',
    'zh-cn': '{name}更稳定：一致率 {after}，{base}为 {before}。',
  },
  lessStable: {
    en: '{name} is less stable: {after} agree, {before} with {base}.',
    'zh-cn': '{name}的稳定性较低：一致率 {after}，{base}为 {before}。',
  },
  sameStability: {
    en: 'No clear difference in stability: {before} agree with {base}, {after} with {name}; the intervals overlap.',
    'zh-cn': '稳定性没有明显差异：{base} {before}，{name} {after}，区间重叠。',
  },
  meansOnly: {
    en: 'Mean agreement over the cases both answered ({cases}): {before} with {base}, {after} with {name}.',
    'zh-cn': '双方都有回复的 {cases} 个用例的平均一致率：{base} {before}，{name} {after}。',
  },
  answerChanged: {
    en: 'The majority answer changed from {before} to {after}.',
    'zh-cn': '多数回答由 {before} 变为 {after}。',
  },
  saved: {
    en: 'Stopped after {done} of {planned}: decided, {saved} {saved:call|calls} saved.',
    'zh-cn': '采样 {done} / {planned} 后停止：结果已定，省去 {saved} 次调用。',
  },
  savedInCases: {
    en: '{saved} {saved:call|calls} saved: {decided} of {count} cases {decided:was|were} decided early.',
    'zh-cn': '省去 {saved} 次调用：{count} 个用例中有 {decided} 个提前得出结论。',
  },
  savedInVotes: {
    en: '{saved} {saved:call|calls} saved: {decided} of {count} votes {decided:was|were} decided early.',
    'zh-cn': '省去 {saved} 次调用：{count} 次投票中有 {decided} 次提前得出结论。',
  },
  stoppedByUser: {
    en: 'Stopped by you; replies received so far are kept.',
    'zh-cn': '已由您停止；已收到的回复均已保留。',
  },
  interrupted: {
    en: 'This run was cut off; its replies are kept and it can go on.',
    'zh-cn': '此次运行被中断；回复均已保留，可以继续。',
  },
  elsewhere: {
    en: 'Another window or terminal is running this; its replies show here as they arrive. If it was cut off, it can go on in a few seconds.',
    'zh-cn': '另一个窗口或终端正在进行此次运行；收到的回复会显示在这里。如果它已中断，几秒后即可继续。',
  },
  changedAnswers: {
    en: 'The majority answer changed in {changed} of {comparable} cases.',
    'zh-cn': '{comparable} 个用例中有 {changed} 个的多数回答发生了变化。',
  },
  accuracies: {
    en: 'Accuracy: {before} with {base}, {after} with {name}.',
    'zh-cn': '准确率：{base} {before}，{name} {after}。',
  },
  passRates: {
    en: 'Replies that pass the checks: {before} with {base}, {after} with {name}.',
    'zh-cn': '通过检查的回复：{base} {before}，{name} {after}。',
  },
  flipped: {
    en: 'Cases that became right: {fixed}; that became wrong: {broken}.',
    'zh-cn': '由错变对的用例：{fixed}；由对变错的用例：{broken}。',
  },
  ofOther: {
    en: 'This is a run of another prompt than the one chosen above.',
    'zh-cn': '此次运行属于另一个提示词，而不是上方所选的提示词。',
  },
  promptChanged: {
    en: 'The prompt has changed since this run.',
    'zh-cn': '该提示词在此次运行后已更改。',
  },
  cached: { en: '{count} {count:reply|replies} came from the store.', 'zh-cn': '{count} 个回复来自存储。' },
  waiting: { en: '{sentence} Trying again in {seconds} s.', 'zh-cn': '{sentence} {seconds} 秒后重试。' },
  failures: {
    en: '{count} of {planned} failed: {sentence}',
    'zh-cn': '{planned} 次中有 {count} 次失败：{sentence}',
  },
  samplingUnknown: {
    en: 'This provider may ignore temperature: not to be mixed with other runs.',
    'zh-cn': '该提供方可能忽略温度设置：不应与其他运行混合比较。',
  },
  systemMerged: {
    en: 'The system text was sent inside the first user message, marked as such.',
    'zh-cn': '系统文本已并入第一条用户消息并作了标记。',
  },
  agreement: { en: 'Agreement', 'zh-cn': '一致率' },
  agreementValue: { en: '{share} (95 % interval {range})', 'zh-cn': '{share}（95% 区间 {range}）' },
  entropy: { en: 'Normalised entropy', 'zh-cn': '归一化熵' },
  accuracy: { en: 'Accuracy', 'zh-cn': '准确率' },
  accuracyValue: {
    en: '{share} (cases: {cases}, 95 % interval {range})',
    'zh-cn': '{share}（{cases} 个用例，95% 区间 {range}）',
  },
  expected: { en: 'Expected', 'zh-cn': '预期回答' },
  expectedMet: { en: '{expected}: the majority matches', 'zh-cn': '{expected}：多数回答相符' },
  expectedWithout: { en: '{expected}: there is no majority', 'zh-cn': '{expected}：没有多数回答' },
  expectedMissed: { en: '{expected}: the majority differs', 'zh-cn': '{expected}：多数回答不符' },
  unread: { en: 'Without a readable answer', 'zh-cn': '读不出回答' },
  allChecks: { en: 'All checks', 'zh-cn': '全部检查' },
  passed: {
    en: '{passed} of {judged} pass, {share} (95 % interval {range})',
    'zh-cn': '{judged} 个中通过 {passed} 个，{share}（95% 区间 {range}）',
  },
  mostFail: { en: '{words}; {count} fail: {why}', 'zh-cn': '{words}；{count} 个未通过：{why}' },
  checkFailed: { en: 'Fails “{check}”. {why}', 'zh-cn': '未通过“{check}”。{why}' },
  checkNotJudged: { en: 'Not judged by “{check}”. {why}', 'zh-cn': '未由“{check}”判定。{why}' },
  notRun: { en: '{count} not judged: {why}', 'zh-cn': '{count} 个未判定：{why}' },
  passRate: { en: 'Pass rate', 'zh-cn': '通过率' },
  words: { en: 'Words per reply', 'zh-cn': '每个回复的词数' },
  characters: { en: 'Characters per reply', 'zh-cn': '每个回复的字符数' },
  spread: { en: '{min} to {max}, median {median}', 'zh-cn': '{min} 到 {max}，中位数 {median}' },
  passVerdict: {
    en: '{passed} of {judged} replies pass the checks, {share}.',
    'zh-cn': '{judged} 个回复中有 {passed} 个通过检查，占 {share}。',
  },
  lengthVerdict: { en: 'Replies have {min} to {max} words.', 'zh-cn': '各回复有 {min} 到 {max} 个词。' },
  tokensLabel: { en: 'Tokens', 'zh-cn': '词元' },
  tokensValue: { en: '{prompt} in, {reply} out', 'zh-cn': '输入 {prompt}，输出 {reply}' },
  tokensUnknown: { en: 'not told by the provider', 'zh-cn': '提供方未告知' },
  costLabel: { en: 'Cost', 'zh-cn': '费用' },
  costFree: { en: 'none', 'zh-cn': '无' },
  seconds: { en: 'Seconds per reply', 'zh-cn': '每个回复用时（秒）' },
  sample: { en: 'Sample {number}', 'zh-cn': '样本 {number}' },
  /** The words of a reply, and the answer they were read as. */
  readAs: { en: '“{words}”, read as {answer}', 'zh-cn': '“{words}”，读作 {answer}' },
  answerName: {
    en: '{answer} — {count} of {total}, {share}',
    'zh-cn': '{answer} — {total} 个回复中有 {count} 个，{share}',
  },
  answerExpected: { en: '{name} (Expected)', 'zh-cn': '{name}（预期回答）' },
  caseWith: { en: '{case}: {values}', 'zh-cn': '{case}：{values}' },
  noAnswer: { en: 'no answer read', 'zh-cn': '未读出回答' },
  emptyReply: { en: '(empty reply)', 'zh-cn': '（空回复）' },
  automatic: { en: 'Automatic: {title}', 'zh-cn': '自动：{title}' },
  automaticPending: { en: 'Automatic', 'zh-cn': '自动' },
  detail: { en: '{model}, {when}', 'zh-cn': '{model}，{when}' },
});
