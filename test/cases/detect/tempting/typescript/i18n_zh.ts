export const zh = {
  promptTitle: '提示词',
  promptDescription: '提示词用来告诉模型要做什么，请像向同事说明任务一样来写。',
  systemPromptHelp: '请用系统提示词说明助手的身份，以及它必须遵守的规则。',
  userPromptPlaceholder: '请输入问题，或给助手一个任务……',
  promptTooLong: '提示词过长，请删除部分上下文后重试。',
  shareHint: '将以下内容复制给同事，对方打开后即可看到你的提示词。',
};
