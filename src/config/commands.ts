import type { Text } from '../base/text.ts';

/** Where a command is offered besides the palette; `when` and `group` are VS Code's. */
export interface MenuPlace {
  readonly menu: string;
  readonly when?: string;
  readonly group?: string;
}

/** One command. The manifest's commands, palette, menus and keys are generated from this table. */
export interface Command {
  readonly id: `promptQuorum.${string}`;
  readonly title: Text;
  /** A codicon such as `$(beaker)`. */
  readonly icon?: string;
  /** VS Code's condition for being enabled. */
  readonly enablement?: string;
  /** Condition for the palette; `false` keeps a command that needs arguments out of it. */
  readonly palette?: string | false;
  readonly keybinding?: { readonly key: string; readonly mac?: string; readonly when?: string };
  readonly menus?: readonly MenuPlace[];
}

/** The heading of every command in the palette. */
export const commandCategory = 'Prompt Quorum';

/** Checks the table at compile time and keeps the ids as types. */
function defineCommands<const T extends readonly Command[]>(commands: T): T {
  return commands;
}

/** Every command of the extension. */
export const commands = defineCommands([
  {
    id: 'promptQuorum.runTrials',
    title: { en: 'Run Trials of Prompt…', 'zh-cn': '对提示词运行试验…' },
    icon: '$(beaker)',
  },
  {
    id: 'promptQuorum.rewrite',
    title: { en: 'Rewrite Prompt…', 'zh-cn': '改写提示词…' },
    icon: '$(sparkle)',
  },
  {
    id: 'promptQuorum.fixAll',
    title: { en: 'Fix All Safe Findings in File', 'zh-cn': '修复文件中所有可安全修复的问题' },
  },
  {
    id: 'promptQuorum.setUpBuiltInModel',
    title: { en: 'Set Up Built-in Model', 'zh-cn': '设置内置模型' },
  },
  {
    id: 'promptQuorum.setKey',
    title: { en: 'Set API Key…', 'zh-cn': '设置 API 密钥…' },
  },
]);

export type CommandId = (typeof commands)[number]['id'];
