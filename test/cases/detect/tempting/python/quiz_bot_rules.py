RULES_OF_THE_GAME = """You are dealt seven cards. Your goal is to be the first who has none left.
In each turn you must play a card of the same colour or number. If you cannot, you draw one.
Never show your cards to the others. When you have one card left, you have to say so."""
HINT_TEXT = "Think about which colour the player after you is missing."
