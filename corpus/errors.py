"""Every error that panelqa raises on purpose.

    PanelqaError
    ├── UnreadableError      a paper cannot be read: which, why, what to do
    ├── SidecarError         papers.csv says something that cannot be used
    ├── RegisterError        the register of panels is at fault
    ├── SettingsError        a setting is missing or wrong
    ├── QuestionError        a question is empty, too long or not text
    ├── ScopeError           a filter names a panel, kind or date that cannot be used
    ├── WriterError          a language model did not deliver: in what way, what to do
    └── StoreError           the index on disk
        ├── NoIndexError         there is none yet
        ├── BusyError            another ingest runs (exit code 75)
        ├── MismatchError        built with another model, revision, dimension or chunker
        ├── CorruptError         a file differs from the manifest
        └── StorageError         the disk refused: full, read-only, failing

A message says what, which one and what to do, in one line.
"""

from enum import StrEnum


class PanelqaError(Exception):
    """Root of all errors of ours; the command line prints it in one line and exits with `exit_code`."""

    exit_code = 1


class Reason(StrEnum):
    """Why a paper could not be read."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no text layer"
    DAMAGED = "damaged"
    WRONG_TYPE = "not what its name says"
    UNSUPPORTED = "format not supported"
    TOO_LARGE = "too large"
    BOMB = "expands beyond the limit"
    TIME = "took too long"
    MEMORY = "needed too much memory"
    SPECIAL = "not a regular file"
    RESTRICTED = "restricted by its publisher"
    UNREADABLE = "cannot be opened"


ADVICE: dict[Reason, str] = {
    Reason.EMPTY: "check the download; ask the publisher for the paper again",
    Reason.ENCRYPTED: "ask the clerk for a copy without a password",
    Reason.NO_TEXT: "it is a picture of a paper: run text recognition (OCR) on it first",
    Reason.DAMAGED: "download it again, or ask for another copy",
    Reason.WRONG_TYPE: "save it again in the format that its name says",
    Reason.UNSUPPORTED: "save it as PDF, Word (.docx), HTML, XML, Markdown or plain text",
    Reason.TOO_LARGE: "split it into its papers",
    Reason.BOMB: "do not open it; ask the publisher for a clean copy",
    Reason.TIME: "save it again from the program that made it, or as plain text",
    Reason.MEMORY: "split it into its papers",
    Reason.SPECIAL: "copy the paper itself into the folder",
    Reason.RESTRICTED: "read it where its publisher allows; it is not indexed",
    Reason.UNREADABLE: "check that the file is there and that you may read it",
}


class UnreadableError(PanelqaError):
    """A paper that cannot be read. It is listed with its reason; the other papers go on."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}{f' ({detail})' if detail else ''}: {ADVICE[reason]}")
        self.reason = reason
        self.detail = detail


class SidecarError(PanelqaError):
    """A row of papers.csv cannot be used."""


class RegisterError(PanelqaError):
    """The register of panels is at fault."""


class SettingsError(PanelqaError):
    """A setting is missing or wrong."""


class QuestionError(PanelqaError):
    """A question that cannot be asked."""


class ScopeError(PanelqaError):
    """A filter names something that does not exist or cannot be read."""


class Fault(StrEnum):
    """In what way a language model did not deliver."""

    UNAVAILABLE = "unavailable"  # not reached, out of order, too busy, or left alone for a while after that
    TIMED_OUT = "timed out"
    REFUSED = "refused"  # the key, the model's name or the request is not accepted: asking again will not help
    CUT_SHORT = "cut short"  # the reply ended, or was ended, before it was whole
    GARBLED = "garbled"  # what came back is not a model's reply


class WriterError(PanelqaError):
    """A language model did not deliver. The verbatim answer is given all the same."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault


class StoreError(PanelqaError):
    """The index on disk."""


class NoIndexError(StoreError):
    """There is no index yet."""


class BusyError(StoreError):
    """Another ingest holds the lock."""

    exit_code = 75


class MismatchError(StoreError):
    """The index was built with another model, revision, dimension or chunker."""


class CorruptError(StoreError):
    """A file of the index differs from its manifest."""


class StorageError(StoreError):
    """The disk refused a write; the previous index is still in use."""
