"""Other processes, and what they used: CPU time and the clock, from start to end."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PanelqaError

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A process that has ended."""

    cpu: float  # seconds, user and system, its own children's included
    wall: float  # seconds
    output: str
    errors: str


def panelqa(*words: str) -> list[str]:
    """Return the command line of `panelqa` with these words, as the installed script runs it."""
    return [sys.executable, "-c", "from qa.cli import main; main()", *words]


def module(name: str, *words: str) -> list[str]:
    """Return the command line that runs the `main` of a module of ours, so that both sides start in the same way."""
    return [sys.executable, "-c", f"from {name} import main; main()", *words]


def run(command: Sequence[str]) -> Run:
    """Run a command to its end.

    Raises:
        PanelqaError: it failed; says with what words.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=ROOT, env=_installed(), stdin=subprocess.DEVNULL, stdout=output, stderr=errors
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        said = Run(
            cpu=used.ru_utime + used.ru_stime,
            wall=wall,
            output=output.read().decode(errors="replace"),
            errors=errors.read().decode(errors="replace"),
        )
    if child.returncode:
        raise PanelqaError(f"{' '.join(command)} ended with {child.returncode}: {said.errors[-2000:]}")
    return said


def _installed() -> dict[str, str]:
    """Return the environment with bytecode kept, as it is where somebody uses what they installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def peak_memory() -> float:
    """Return the most memory that this process has held, in MiB (files that it maps count as far as they were read).

    `getrusage` would not do: a process inherits the peak of the one that started it.
    """
    status = Path("/proc/self/status")
    if not status.is_file():
        return float("nan")
    peak = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024
