FAKE_REPLY = """As an AI language model I cannot look out of the window. Based on the given context, the answer is: 42."""
CANNED_ANSWERS = [
    "Sure! Here is a summary of the text in three sentences: the ship sails, the storm comes, the ship returns.",
    '{"answer": "yes", "reason": "The document says so in the second paragraph."}',
]


class FakeModel:
    def complete(self, prompt):
        return CANNED_ANSWERS[len(prompt) % 2]
