CHANGELOG = """## 2.4.0

- You can now write a system prompt for each assistant; it must not be longer than 8000 characters.
- Answers are returned in JSON where the prompt asks for it.
- Fix: the assistant no longer repeats the question before it answers.
"""
UPGRADE_GUIDE = "Rename `prompt` to `instructions` in your settings, then restart. Make sure that no job is running."
