TASKS = [
    "Read the following text and answer the questions below in complete sentences.",
    "Translate the sentences into Latin. You may use a dictionary.",
    "Explain in your own words why the author compares the city to a ship. Write about 150 words.",
    "Classify each of the animals as mammal, bird or reptile. Write your answer in the table.",
]
TEACHER_NOTE = "Give one point for each correct answer. Do not take off points for spelling."
