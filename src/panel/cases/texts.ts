import { defineTexts } from '../../base/text.ts';

/** Fixed labels of this room. */
export const casesTexts = defineTexts({
  cases: { en: 'Cases of this prompt', 'zh-cn': '此提示词的用例' },
  rows: { en: 'Rows of the cases file', 'zh-cn': '用例文件中的行' },
  open: { en: 'Open {file}', 'zh-cn': '打开 {file}' },
  openLine: { en: 'Open line {line} of {file}', 'zh-cn': '打开 {file} 的第 {line} 行' },
  moreProblems: { en: '{count} more problems.', 'zh-cn': '另有 {count} 个问题。' },
  noPrompt: { en: 'Choose a prompt to see its cases.', 'zh-cn': '选择一个提示词即可查看其用例。' },
  proposed: { en: 'proposed', 'zh-cn': '建议' },
  acceptCase: { en: 'Accept case {case}', 'zh-cn': '接受用例 {case}' },
  rejectCase: { en: 'Reject case {case}', 'zh-cn': '拒绝用例 {case}' },
  awaiting: {
    en: 'Proposed cases: {count}. Runs leave them out until you accept them.',
    'zh-cn': '有 {count} 个建议的用例；在您接受之前，运行时不会使用它们。',
  },
  acceptAll: { en: 'Accept all', 'zh-cn': '全部接受' },
  rejectAll: { en: 'Reject all', 'zh-cn': '全部拒绝' },
  expected: { en: 'Expected answer', 'zh-cn': '预期回答' },
  save: { en: 'Save', 'zh-cn': '保存' },
  remove: { en: 'Delete case {case}', 'zh-cn': '删除用例 {case}' },
  checks: { en: 'Checks', 'zh-cn': '检查' },
  previous: { en: 'Previous rows', 'zh-cn': '上一页' },
  next: { en: 'Next rows', 'zh-cn': '下一页' },
  addByHand: { en: 'Add a case by hand', 'zh-cn': '手动添加用例' },
  taskLabel: { en: 'Task for the instructions', 'zh-cn': '交给指令的任务' },
  optional: { en: '{name} (may stay empty)', 'zh-cn': '{name}（可留空）' },
  add: { en: 'Add the case', 'zh-cn': '添加用例' },
  pasteCsv: { en: 'Paste cases from a table', 'zh-cn': '从表格粘贴用例' },
  csv: { en: 'CSV, or cells of a spreadsheet', 'zh-cn': 'CSV 或电子表格的单元格' },
  header: { en: 'The first row names the columns', 'zh-cn': '第一行是列名' },
  addPasted: { en: 'Add {count} {count:case|cases}', 'zh-cn': '添加 {count} 个用例' },
  propose: { en: 'Propose more inputs', 'zh-cn': '建议更多输入' },
  proposeHint: {
    en: 'A model writes ten more inputs like these. They are marked as proposed, in the file too, until you accept them.',
    'zh-cn': '由模型仿照现有用例再写十个输入。在您接受之前，它们在文件中也标为“建议”。',
  },
  proposeNow: { en: 'Propose ten more inputs like these', 'zh-cn': '仿照这些再建议十个输入' },
  writer: { en: 'Model that proposes', 'zh-cn': '提出建议的模型' },
  noWriter: { en: 'No model can propose inputs yet', 'zh-cn': '尚无可提出建议的模型' },
  proposing: { en: 'Asking the model…', 'zh-cn': '正在询问模型…' },
  stop: { en: 'Stop', 'zh-cn': '停止' },
  size: { en: 'Size of the request', 'zh-cn': '请求规模' },
});

/** Buttons under a reply. */
export const keepTexts = defineTexts({
  right: { en: 'Right: keep as case', 'zh-cn': '正确：保存为用例' },
  correct: { en: 'Correct answer', 'zh-cn': '正确回答' },
  keep: { en: 'Keep as case', 'zh-cn': '保存为用例' },
});

/** Sentences of this room. */
export const casesSentences = defineTexts({
  holds: { en: '{file}: {count} {count:case|cases}.', 'zh-cn': '{file}：{count} 个用例。' },
  isEmpty: { en: '{file} holds no case yet.', 'zh-cn': '{file} 中还没有用例。' },
  willBeMade: {
    en: 'There is no cases file yet: {file} is made with the first case.',
    'zh-cn': '还没有用例文件：添加第一个用例时会创建 {file}。',
  },
  columns: {
    en: 'Columns: {columns}; also expected and id where you have them.',
    'zh-cn': '列：{columns}；如有 expected 和 id 也可包含。',
  },
  columnsAlone: { en: 'Columns: expected, id.', 'zh-cn': '列：expected、id。' },
  headed: {
    en: 'The first row names the columns: {columns}.',
    'zh-cn': '第一行作为列名：{columns}。',
  },
  headless: {
    en: 'The first row is taken as a case; the columns are {columns}.',
    'zh-cn': '第一行作为用例；各列依次为 {columns}。',
  },
  pasted: { en: 'Cases that can be added: {count}.', 'zh-cn': '可添加 {count} 个用例。' },
  kept: {
    en: 'Kept as case {case} of {file}: {expected} is expected.',
    'zh-cn': '已保存为 {file} 的用例 {case}：预期回答是 {expected}。',
  },
  expects: {
    en: 'Case {case} of {file} now expects {expected}.',
    'zh-cn': '{file} 的用例 {case} 现在预期 {expected}。',
  },
  already: {
    en: 'Case {case} of {file} expects {expected} already.',
    'zh-cn': '{file} 的用例 {case} 已经预期 {expected}。',
  },
  expectsNothing: {
    en: 'Case {case} of {file} no longer has an expected answer.',
    'zh-cn': '{file} 的用例 {case} 不再有预期回答。',
  },
  added: { en: 'Case {case} was added to {file}.', 'zh-cn': '已将用例 {case} 添加到 {file}。' },
  addedSeveral: { en: '{count} cases were added to {file}.', 'zh-cn': '已将 {count} 个用例添加到 {file}。' },
  proposedSeveral: {
    en: '{count} proposed cases were added to {file}: accept or reject each.',
    'zh-cn': '已将 {count} 个建议的用例添加到 {file}：请逐个接受或拒绝。',
  },
  removed: { en: 'Case {case} was removed from {file}.', 'zh-cn': '已从 {file} 中移除用例 {case}。' },
  accepted: { en: 'Case {case} of {file} was accepted.', 'zh-cn': '已接受 {file} 的用例 {case}。' },
  acceptedSeveral: {
    en: '{count} proposed cases of {file} were accepted.',
    'zh-cn': '已接受 {file} 中 {count} 个建议的用例。',
  },
  removedSeveral: {
    en: '{count} proposed cases were removed from {file}.',
    'zh-cn': '已从 {file} 中移除 {count} 个建议的用例。',
  },
  checked: {
    en: 'The checks of case {case} were written to {file}.',
    'zh-cn': '已将用例 {case} 的检查写入 {file}。',
  },
  valuesMissing: {
    en: 'The reply has no value for {names}, which the prompt has by now: run the prompt again, then keep its reply.',
    'zh-cn': '该回复没有 {names} 的取值，而提示词现在需要它：请重新运行提示词，再保存其回复。',
  },
  promptGone: {
    en: 'The prompt of this run is not open: open its file, then keep the reply.',
    'zh-cn': '此次运行的提示词未打开：请先打开其文件，再保存回复。',
  },
  noModel: {
    en: 'The demonstration model is too small to propose inputs: set an API key or a base URL (setting promptQuorum.openai.baseUrl), then choose a model.',
    'zh-cn':
      '演示模型太小，无法提出建议：请设置 API 密钥或基础地址（设置项 promptQuorum.openai.baseUrl），然后选择模型。',
  },
  listFirst: {
    en: 'List the models of {server} with the button above, then choose one.',
    'zh-cn': '请用上方的按钮列出 {server} 的模型，然后选择其中之一。',
  },
  noInputs: {
    en: 'The prompt has no holes, so there are no inputs to propose.',
    'zh-cn': '提示词没有空位，因此没有可建议的输入。',
  },
});
