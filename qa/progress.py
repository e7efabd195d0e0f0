"""Progress bars on standard error, one for each stage of what takes long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_STAGES = {
    "model": "Opening the model",
    "read": "Reading papers",
    "embed": "Embedding texts",
    "write": "Writing the index",
    "follow": "Following up",
}


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """Show bars for the time of the block and give the function that moves them: stage, how much is done, of how much.

    Where standard error is not a terminal nothing is shown.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        tasks = {}

        def move(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(_STAGES.get(stage, stage), total=total)
            progress.update(tasks[stage], completed=done, total=total)

        yield move
