INTRO_MARKDOWN = """# Working with prompts

In this chapter you will learn what a prompt is. You are going to write your first prompt, send it to a model and
compare its answers. Given the same prompt, a model may answer differently each time: why?

1. Open the playground.
2. Type your prompt.
3. Think about what you expect before you press the button.
"""
