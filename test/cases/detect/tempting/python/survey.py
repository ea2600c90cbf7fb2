QUESTIONS = {
    "role": "Which of the following best describes your role in the company?",
    "tools": "Which tools do you use to write, review or translate text in your daily work? List up to three.",
    "satisfaction": "On a scale from 1 to 5, rate how satisfied you are with the answers of our support team.",
    "free": "Please describe in your own words, in two or three sentences, what we should do better.",
}
INSTRUCTIONS = "Please answer all questions. Your answers are anonymous. The survey takes about five minutes."
