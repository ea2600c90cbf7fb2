PROMPT_CSS = """
.prompt { color: #333; font-family: serif; }
.prompt .system::before { content: "You are:"; }
.assistant > .message { background: #eef; border-radius: 4px; }
"""
EMPTY_STATE = "Nothing here yet. Ask the assistant a question, or choose one of the examples."
