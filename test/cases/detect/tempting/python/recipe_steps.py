RECIPE = """You will need: 200 g of flour, two eggs, a little salt.
Step by step: mix the flour with the eggs. Make sure that there are no lumps. Let the dough rest for an hour.
Roll it out, cut it into strips and cook these in salted water for three minutes.
Never add oil to the water."""
INSTRUCTIONS_FOR_ASSEMBLY = "Use the six long screws for the legs. Do not tighten them before all four stand. Keep the key."
