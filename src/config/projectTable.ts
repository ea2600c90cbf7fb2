import type { Text } from '../base/text.ts';
import { folder, type Kind, oneOrMore, table, texts } from './settingKinds.ts';
import { severityChoices } from './settings.ts';

/** The name of the file that a folder's settings are shared by. */
export const projectFileName = 'promptquorum.yml';

/** One key of the file: what it holds, and its text in the schema, the editor and the documentation. */
export interface ProjectKey<T> {
  readonly kind: Kind<T>;
  readonly description: Text;
}

/** Every key of `promptquorum.yml`. Its parser, JSON Schema, completion and hovers are made from this table. */
export const projectTable = {
  rules: {
    kind: table(severityChoices),
    description: {
      en: 'Severity of single rules, by rule id; `off` switches a rule off.',
      'zh-cn': '按规则 ID 设定单条规则的严重程度；`off` 表示关闭该规则。',
    },
  },
  models: {
    kind: oneOrMore(),
    description: {
      en: 'Names of the models that prompts are for. The panel begins with the first and offers all; `prompt-quorum trial` asks the first where no `--model` is given. Servers and keys are each user’s own.',
      'zh-cn':
        '提示词所面向的模型的名称。面板默认选用第一个并列出全部；`prompt-quorum trial` 未指定 `--model` 时使用第一个。服务器和密钥由每位用户自行设置。',
    },
  },
  cases: {
    kind: folder(),
    description: {
      en: 'Folder of the cases files, below the folder of this file. Without it they stand beside their prompts.',
      'zh-cn': '用例文件所在的文件夹，位于本文件所在文件夹之下。未指定时，用例文件与提示词放在一起。',
    },
  },
  exclude: {
    kind: texts(),
    description: {
      en: 'Files that are not searched for prompts, written as in `.gitignore`, relative to the folder of this file.',
      'zh-cn': '不在其中查找提示词的文件，写法与 `.gitignore` 相同，相对于本文件所在的文件夹。',
    },
  },
  ignore: {
    kind: texts(),
    description: {
      en: 'Texts that look like prompts and are none, as `PATH#NAME` or, for one of several of that name, `PATH#NAME "FIRST WORDS"`.',
      'zh-cn':
        '看似提示词但并非提示词的文本，写作 `路径#名称`；同名者有多个时写作 `路径#名称 "开头的文字"`。',
    },
  },
} as const satisfies Readonly<Record<string, ProjectKey<unknown>>>;

export type ProjectKeyName = keyof typeof projectTable;

/** The values of a file, by key; a key that is not written is absent. */
export type ProjectValues = {
  readonly [K in ProjectKeyName]?: (typeof projectTable)[K] extends ProjectKey<infer T> ? T : never;
};

/** Every key, in the order of the table. */
export function projectKeys(): readonly ProjectKeyName[] {
  return Object.keys(projectTable) as ProjectKeyName[];
}
