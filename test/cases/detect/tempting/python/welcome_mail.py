SUBJECT = "Welcome to Harbour Books, {name}!"
MESSAGE_TEMPLATE = """Dear {name},

You are now a member of Harbour Books. Your task for today is easy: choose your first three titles,
and we will send them to you within two days. If you do not want to receive these messages any more,
follow the link at the end of this mail.

Kind regards,
the Harbour Books team
"""


def send_welcome(mailer, member):
    mailer.send(to=member.email, subject=SUBJECT.format(name=member.name), body=MESSAGE_TEMPLATE.format(name=member.name))
