import { defineTexts } from '../../base/text.ts';

/** Texts of this room. */
export const historyTexts = defineTexts({
  history: { en: 'History of this prompt', 'zh-cn': '此提示词的历史' },
  runs: { en: 'Runs', 'zh-cn': '运行记录' },
  loading: { en: 'Loading…', 'zh-cn': '正在加载…' },
  none: {
    en: 'This prompt has not been run yet: its runs are listed here, with what they measured.',
    'zh-cn': '该提示词尚未运行过：其运行记录及测量结果会列在这里。',
  },
  agreement: { en: 'Agreement', 'zh-cn': '一致率' },
  accuracy: { en: 'Accuracy', 'zh-cn': '准确率' },
  passRate: { en: 'Pass rate', 'zh-cn': '通过率' },
  figure: { en: '{name} {share}', 'zh-cn': '{name} {share}' },
  rates: { en: '{name}: {shares}.', 'zh-cn': '{name}：{shares}。' },
  newVersion: { en: 'text changed', 'zh-cn': '文本已更改' },
  summary: {
    en: 'Agreement over {count} {count:measurement|measurements}, oldest first: {shares}.',
    'zh-cn': '{count} 次测量的一致率，由旧到新：{shares}。',
  },
  replies: { en: '{count} {count:reply|replies}', 'zh-cn': '{count} 个回复' },
  once: { en: 'run once', 'zh-cn': '运行一次' },
  present: { en: 'present', 'zh-cn': '当前' },
  version: { en: 'version {number}', 'zh-cn': '版本 {number}' },
  running: { en: '{count} {count:reply|replies}, going on', 'zh-cn': '{count} 个回复，进行中' },
  cutOff: { en: '{count} {count:reply|replies}, not finished', 'zh-cn': '{count} 个回复，未完成' },
  open: { en: 'Open the run: {run}', 'zh-cn': '打开运行：{run}' },
  remove: { en: 'Delete the run: {run}', 'zh-cn': '删除运行：{run}' },
  exportJsonl: { en: 'Export raw replies (JSONL): {run}', 'zh-cn': '导出原始回复（JSONL）：{run}' },
  exportCsv: { en: 'Export figures (CSV): {run}', 'zh-cn': '导出数据（CSV）：{run}' },
  runName: { en: '{when}, {model}, {version}', 'zh-cn': '{when}，{model}，{version}' },
  moreRuns: {
    en: '{count} earlier {count:run is|runs are} not shown.',
    'zh-cn': '另有 {count} 次更早的运行未显示。',
  },
});
