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

/** True in the diff that shows a proposed rewrite. */
const onRewrite = 'resourceScheme == prompt-quorum-rewrite';

/** Every command of the extension. */
export const commands = defineCommands([
  {
    id: 'promptQuorum.runTrials',
    title: { en: 'Run Trials of Prompt…', 'zh-cn': '对提示词运行试验…' },
    icon: '$(beaker)',
    enablement: 'isWorkspaceTrusted',
  },
  {
    id: 'promptQuorum.runOnce',
    title: { en: 'Run Prompt Once…', 'zh-cn': '运行提示词一次…' },
    icon: '$(play)',
    enablement: 'isWorkspaceTrusted',
  },
  {
    id: 'promptQuorum.showCases',
    title: { en: 'Show Cases of Prompt', 'zh-cn': '显示提示词的用例' },
  },
  {
    id: 'promptQuorum.showHistory',
    title: { en: 'Show History of Prompt', 'zh-cn': '显示提示词的历史' },
  },
  {
    id: 'promptQuorum.rewrite',
    title: { en: 'Rewrite Prompt…', 'zh-cn': '改写提示词…' },
    icon: '$(sparkle)',
    enablement: 'isWorkspaceTrusted',
  },
  {
    id: 'promptQuorum.acceptRewrite',
    title: { en: 'Accept Rewrite', 'zh-cn': '接受改写' },
    icon: '$(check)',
    palette: onRewrite,
    keybinding: { key: 'ctrl+enter', mac: 'cmd+enter', when: `editorTextFocus && ${onRewrite}` },
    menus: [{ menu: 'editor/title', when: onRewrite, group: 'navigation@1' }],
  },
  {
    id: 'promptQuorum.discardRewrite',
    title: { en: 'Discard Rewrite', 'zh-cn': '放弃改写' },
    icon: '$(discard)',
    palette: onRewrite,
    menus: [{ menu: 'editor/title', when: onRewrite, group: 'navigation@2' }],
  },
  {
    id: 'promptQuorum.compareRewrite',
    title: { en: 'Compare Original and Rewrite by Trials', 'zh-cn': '通过试验比较原文与改写' },
    icon: '$(beaker)',
    palette: onRewrite,
    menus: [{ menu: 'editor/title', when: onRewrite, group: 'navigation@3' }],
  },
  {
    id: 'promptQuorum.fixAll',
    title: { en: 'Fix All Safe Findings in File', 'zh-cn': '修复文件中所有可安全修复的问题' },
  },
  {
    id: 'promptQuorum.goToPrompt',
    title: { en: 'Go to Prompt…', 'zh-cn': '转到提示词…' },
  },
  {
    id: 'promptQuorum.markSelection',
    title: { en: 'Treat Selection as Prompt…', 'zh-cn': '将所选内容视为提示词…' },
    menus: [{ menu: 'editor/context', when: 'editorHasSelection', group: '1_modification@9' }],
  },
  {
    id: 'promptQuorum.notAPrompt',
    title: { en: 'Not a Prompt…', 'zh-cn': '不是提示词…' },
  },
  {
    id: 'promptQuorum.showHidden',
    title: { en: 'Show Hidden Prompts…', 'zh-cn': '显示已隐藏的提示词…' },
  },
  {
    id: 'promptQuorum.showFindings',
    title: { en: 'Show Findings of Prompt', 'zh-cn': '显示提示词的问题' },
    palette: false,
  },
  {
    id: 'promptQuorum.showRule',
    title: { en: 'About Rule', 'zh-cn': '关于规则' },
    palette: false,
  },
  {
    id: 'promptQuorum.switchOffRule',
    title: { en: 'Switch Off Rule', 'zh-cn': '关闭规则' },
    palette: false,
  },
  {
    id: 'promptQuorum.showRun',
    title: { en: 'Show Last Trials', 'zh-cn': '显示最近一次试验' },
    palette: false,
  },
  {
    id: 'promptQuorum.getStarted',
    title: { en: 'Get Started', 'zh-cn': '入门' },
  },
  {
    id: 'promptQuorum.openSamples',
    title: { en: 'Open Sample Workspace', 'zh-cn': '打开示例工作区' },
  },
  {
    id: 'promptQuorum.setUpBuiltInModel',
    title: { en: 'Set Up Built-in Model', 'zh-cn': '设置内置模型' },
  },
  {
    id: 'promptQuorum.setKey',
    title: { en: 'Set API Key…', 'zh-cn': '设置 API 密钥…' },
  },
  {
    id: 'promptQuorum.removeKey',
    title: { en: 'Remove API Key…', 'zh-cn': '删除 API 密钥…' },
  },
]);

export type CommandId = (typeof commands)[number]['id'];
