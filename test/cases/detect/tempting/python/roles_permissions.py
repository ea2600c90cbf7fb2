ROLES = [
    {"role": "system", "description": "Runs jobs at night. You are not meant to log in with it."},
    {"role": "user", "description": "May read and answer questions of other users."},
    {"role": "assistant", "description": "Assistant teachers may grade answers of their own classes."},
]


def describe(role):
    return next(entry["description"] for entry in ROLES if entry["role"] == role)
