class PromptStore:
    """Keeps prompts and gives them back.

    You are expected to call `open` before anything else. Your task is then to register each prompt by
    name. Do not include the file's extension in names. Respond to `KeyError` by registering again.
    """

    def render(self, name: str, **values: str) -> str:
        """Return the prompt of that name with its values filled in.

        Answer None where there is no such prompt. The following text is an example:
        `store.render("greeting", user="Ada")`.
        """
        return self.prompts[name].format(**values)
