def answer_call(response, gather_url):
    gather = response.gather(action=gather_url, prompt="voice")
    gather.say("Please tell me in a few words what your question is about. For example, say: opening hours.")
    response.say("I did not understand your answer. Please try again, or press zero to talk to a person.")
    return response
