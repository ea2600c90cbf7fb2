from prompt_toolkit import prompt
from prompt_toolkit.shortcuts import message_dialog

BOTTOM_TOOLBAR = "You are editing {file}. Press F2 to translate, F3 to summarize, F10 to leave."


def ask_name(session):
    name = prompt("What is your name? ", placeholder="Write your whole name, for example Ada Lovelace.")
    message_dialog(title="System message", text="You are about to leave. Do you want to keep your answers?").run()
    return session.prompt(message=f"{name}, describe your role in a few words: ")
