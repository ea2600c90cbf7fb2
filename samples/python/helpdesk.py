"""Sorts and summarises the tickets of a help desk."""

from openai import OpenAI

client = OpenAI()

TRIAGE_PROMPT = """
    Classify the ticket as billing, technical or account.
    Answer with only the category.
"""


def triage(ticket: str) -> str:
    """Returns the category of a ticket."""
    reply = client.chat.completions.create(
        model="gpt-4.1-mini",
        messages=[
            {"role": "system", "content": TRIAGE_PROMPT},
            {"role": "user", "content": f"<ticket>\n{ticket}\n</ticket>"},
        ],
    )
    return reply.choices[0].message.content


def summarise(ticket: str, history: list[str]) -> str:
    """Returns a note for the person who takes the ticket over."""
    reply = client.chat.completions.create(
        model="gpt-4.1-mini",
        temperature=0.3,
        messages=[
            {
                "role": "system",
                "content": (
                    "Summarise the ticket for the next person on duty. "
                    "Write at most 40 words. "
                    "Quote error messages as they are."
                ),
            },
            {
                "role": "user",
                "content": f"There are {len(history)} earlier tickets. The new one is {ticket} and nobody has replied yet.",
            },
        ],
    )
    return reply.choices[0].message.content
