CHAPTER_ONE = """You are a lighthouse keeper. Every night you climb the two hundred steps and light the lamp.
Tonight something is different: there is a light on the sea that answers yours.
You must decide. Do you write it down in the book, or do you act as if you had seen nothing?"""
ENDINGS = {"brave": "You are remembered as the keeper who answered.", "quiet": "You say nothing. Nobody ever asks."}
