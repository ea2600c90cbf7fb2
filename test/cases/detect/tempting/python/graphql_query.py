ASSISTANT_QUERY = """
query Assistant($id: ID!) {
  assistant(id: $id) { id name instructions messages(first: 20) { role content } }
}
"""
CREATE_PROMPT = """mutation CreatePrompt($input: PromptInput!) {
  createPrompt(input: $input) { prompt { id title text } errors { message } }
}"""
