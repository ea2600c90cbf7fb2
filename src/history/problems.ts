import { type Problem, ProblemError } from '../base/problem.ts';
import { defineTexts, phrase } from '../base/text.ts';

/** Why the history cannot be used, as codes with one sentence each. */
export type HistoryProblem = keyof typeof texts;

const texts = defineTexts({
  'history-locked': {
    en: 'The history {file} is locked by another program; close what keeps it open (a backup, a database browser) and try again.',
    'zh-cn': '历史记录 {file} 被其他程序锁定；请关闭占用它的程序（如备份工具、数据库浏览器）后重试。',
  },
  'history-newer': {
    en: 'The history {file} was written by a newer version of Prompt Quorum; update this one, or set PROMPT_QUORUM_HOME to another folder.',
    'zh-cn':
      '历史记录 {file} 由更新版本的 Prompt Quorum 写入；请更新本程序，或将 PROMPT_QUORUM_HOME 设为其他文件夹。',
  },
  'history-set-aside': {
    en: 'The history was damaged; it was kept as {aside} and a new one was begun.',
    'zh-cn': '历史记录已损坏；原文件保留为 {aside}，并已新建一份。',
  },
  'history-damaged': {
    en: 'The history {file} is damaged; it was kept as {aside}. Start the run again to go on with a new history.',
    'zh-cn': '历史记录 {file} 已损坏；原文件保留为 {aside}。请重新开始运行，将使用新的历史记录。',
  },
  'history-damaged-in-use': {
    en: 'The history {file} is damaged and still in use; close the other windows and terminals and try again.',
    'zh-cn': '历史记录 {file} 已损坏且仍被占用；请关闭其他窗口和终端后重试。',
  },
  'history-read-only': {
    en: 'The history {file} cannot be written; make it and its folder writable, or set PROMPT_QUORUM_HOME to another folder.',
    'zh-cn': '无法写入历史记录 {file}；请使该文件及其文件夹可写，或将 PROMPT_QUORUM_HOME 设为其他文件夹。',
  },
  'history-full': {
    en: 'The disk of the history {file} is full; free some space, then try again.',
    'zh-cn': '历史记录 {file} 所在磁盘已满；请腾出空间后重试。',
  },
  'history-unreadable-row': {
    en: 'A record in the history cannot be read ({detail}); update Prompt Quorum, or look at another run.',
    'zh-cn': '历史记录中有一条记录无法读取（{detail}）；请更新 Prompt Quorum，或查看其他运行。',
  },
  'history-unknown-run': {
    en: 'The history has no run {run}; "prompt-quorum history" lists those it has.',
    'zh-cn': '历史记录中没有运行 {run}；可用 “prompt-quorum history” 列出已有的运行。',
  },
  'history-run-goes-on': {
    en: 'Run {run} is going on; stop it, then delete it.',
    'zh-cn': '运行 {run} 正在进行；请先停止，再删除。',
  },
  'history-stopped': {
    en: 'The history stopped unexpectedly ({detail}); it starts again with the next run.',
    'zh-cn': '历史记录意外停止（{detail}）；下次运行时会重新启动。',
  },
});

/** A history problem as data, ready to show. */
export function historyProblem(code: HistoryProblem, values: Readonly<Record<string, string>> = {}): Problem {
  return { code, phrase: phrase(texts[code], values) };
}

/** The same as an error. */
export function historyError(
  code: HistoryProblem,
  values: Readonly<Record<string, string>> = {},
  options?: ErrorOptions,
): ProblemError {
  return new ProblemError(historyProblem(code, values), options);
}

/** The code behind an error of SQLite (its primary result code) or of the file system; `undefined` for any other. */
export function storageFault(thrown: unknown): HistoryProblem | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { errcode, code } = thrown as { readonly errcode?: unknown; readonly code?: unknown };
  if (typeof errcode === 'number') return faultOfResult.get(errcode & 0xff);
  return typeof code === 'string' ? faultOfSystem.get(code) : undefined;
}

// https://www.sqlite.org/rescode.html
const faultOfResult = new Map<number, HistoryProblem>([
  [5, 'history-locked'], // SQLITE_BUSY
  [6, 'history-locked'], // SQLITE_LOCKED
  [3, 'history-read-only'], // SQLITE_PERM
  [8, 'history-read-only'], // SQLITE_READONLY
  [14, 'history-read-only'], // SQLITE_CANTOPEN
  [23, 'history-read-only'], // SQLITE_AUTH
  [13, 'history-full'], // SQLITE_FULL
  [11, 'history-damaged'], // SQLITE_CORRUPT
  [26, 'history-damaged'], // SQLITE_NOTADB
]);

const faultOfSystem = new Map<string, HistoryProblem>(
  Object.entries({
    EACCES: 'history-read-only',
    EPERM: 'history-read-only',
    EROFS: 'history-read-only',
    ENOTDIR: 'history-read-only',
    EEXIST: 'history-read-only',
    ENOENT: 'history-read-only',
    ENOSPC: 'history-full',
  } as const),
);
