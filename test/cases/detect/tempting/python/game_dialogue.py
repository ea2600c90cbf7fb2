GUARD_LINES = [
    "You are a long way from home, traveller. State your business or turn around.",
    "Answer me one question and you may pass: what walks on four legs in the morning?",
    "You must never speak to the king about what you saw in the tower.",
]
WITCH_INTRO = """You are lost in the forest, and the light is fading. An old woman sits by the fire.
"Tell me a story," she says, "and I will show you the way. Choose your words with care."
What do you do?"""


def greet(player):
    player.show(WITCH_INTRO)
    player.say(GUARD_LINES[player.visits % len(GUARD_LINES)])
