"""What is being done while somebody waits for an answer."""

from enum import StrEnum


class Stage(StrEnum):
    """What is being done, as it is shown while somebody waits."""

    SEARCHING = "Looking in the papers"
    READING = "Reading what was found"
    WRITING = "The language model is writing"
    CHECKING = "Checking what it wrote against the papers"
    AGAIN = "Asking it to correct what the papers do not say"
