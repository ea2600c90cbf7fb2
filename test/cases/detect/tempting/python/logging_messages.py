import logging

log = logging.getLogger(__name__)
PROMPT_MISSING = "No prompt was found for %s; the default one is used instead. Check the folder and its permissions."
SYSTEM_MESSAGE = "System message from %s: the disk is %d %% full. Delete files or add space before it is too late."


def warn_about(name, host, share):
    log.warning(PROMPT_MISSING, name)
    log.error(SYSTEM_MESSAGE, host, share)
