TERMS_AND_CONDITIONS = """You are responsible for what you write in our forum. You must not copy the texts of others.
Your account may be closed where you do not follow these rules. You are expected to be polite.
We may translate, shorten or rewrite what you write, and show it to others together with your name.
Do not use the forum to advertise."""
PRIVACY_NOTICE = "We keep your answers for as long as your account exists. You can ask us to delete them at any time."
