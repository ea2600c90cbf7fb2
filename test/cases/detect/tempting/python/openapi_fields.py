from pydantic import BaseModel, Field


class PromptIn(BaseModel):
    prompt: str = Field(description="The prompt that is to be sent. You must not exceed 4000 characters.")
    system: str | None = Field(None, description="System message that tells the model how to answer the user.")
    temperature: float = Field(1.0, description="Return more varied answers with higher values.")

    model_config = {"json_schema_extra": {"example": {"prompt": "Write a haiku about the sea", "system": "You are a poet."}}}
