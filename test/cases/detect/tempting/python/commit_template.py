COMMIT_TEMPLATE = """# Summarize the change in one line of no more than 50 characters.

# Explain why it was made: what was wrong before, what is better now.
# Do not include what the diff shows anyway. Write in the imperative: "Add", not "Added".
# Lines that begin with # are left out.
"""
PULL_REQUEST_TEMPLATE = """## What does this change?

Describe the change in a few sentences. Given a bug, say how to see it.

## Checklist

- [ ] You have added tests
- [ ] You have read the guidelines for contributors
"""
