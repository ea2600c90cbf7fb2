from wtforms import Form, StringField, TextAreaField
from wtforms.validators import Length


class TicketForm(Form):
    subject = StringField("Subject", description="Summarize your problem in one sentence.")
    question = TextAreaField(
        "Your question",
        description="Describe what you did, what you expected and what happened. Do not include passwords.",
        render_kw={"placeholder": "You are trying to … but instead …"},
        validators=[Length(max=4000, message="Write no more than 4000 characters.")],
    )
