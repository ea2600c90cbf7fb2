MESSAGES = {
    "prompt.title": "New prompt",
    "prompt.hint": "Describe what the assistant should do. You can use {{name}} for values that are filled in later.",
    "prompt.system.label": "System message",
    "prompt.system.hint": "Tells the model who it is and how it should answer.",
    "prompt.empty": "You have no prompts yet. Write your first one to get started.",
    "assistant.greeting": "Hello! I am your assistant. How can I help you today?",
}
