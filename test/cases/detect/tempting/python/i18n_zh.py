TEXTS = {
    "prompt_title": "新建提示词",
    "prompt_hint": "请输入提示词内容，可以使用 {{变量}} 表示稍后填写的值。",
    "system_hint": "系统消息会告诉模型它的身份以及应当如何回答。",
    "assistant_greeting": "你好！我是你的助手，请问有什么可以帮你？",
    "delete_confirm": "你将要删除这个提示词，删除后无法恢复。是否继续？",
    "answer_required": "请根据以下选项作答，每题只需选择一项。",
}
