"""How much a reader may take. Papers come from strangers; the figures are far above any honest paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one paper. Those of the child process hold for PDF, Word and large marked-up papers."""

    file_bytes: int = 200_000_000
    text_chars: int = 20_000_000
    unzipped_bytes: int = 500_000_000
    zip_ratio: int = 100  # of an entry above 1 MB, unpacked to packed
    zip_entries: int = 10_000
    pages: int = 3_000
    memory_bytes: int = 2 * 1024**3  # address space of the child
    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    in_process_bytes: int = 2_000_000  # larger HTML and XML go to the child too


LIMITS = Limits()
