import re

ASSISTANT = re.compile(r"^(?:assistant|system|user)\s*:\s*(?P<text>.+)$", re.MULTILINE)
PROMPT_PATTERN = r"(?:you are|act as) (?:an?|the) (?P<role>[a-z ]+?)[.,;]"
SYSTEM_RE = r"<\|im_start\|>system\n(?P<system>[\s\S]*?)<\|im_end\|>"
INSTRUCTION_WORDS = "summarize|translate|classify|extract|rewrite|explain|answer"
