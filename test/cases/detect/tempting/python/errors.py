class PromptTooLong(ValueError):
    def __init__(self, length: int) -> None:
        super().__init__(
            f"The prompt has {length} characters, but the model takes no more than 4000. Shorten the prompt or the "
            "context, or choose a model with a larger context."
        )


def check_role(role: str) -> None:
    if role not in ("system", "user", "assistant"):
        raise ValueError(f"Unknown role {role}: use system, user or assistant. Did you mean the name of the user?")
