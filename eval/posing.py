"""What a run asks and whom: folders of papers, or the index in use, each with the questions that its papers answer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.papers import Paper
from eval.choices import Choice
from eval.configuration import Configuration, configuration
from eval.curated import Curated, for_papers
from eval.opened import opened, widened
from eval.outcomes import sources
from eval.run import Posed
from eval.setups import engine
from index.generation import Generation
from qa import assemble
from qa.llm import open_writer
from qa.settings import Settings

Progress = Callable[[str, int, int], None]


@contextmanager
def posed(
    choice: Choice, settings: Settings, *, progress: Progress
) -> Iterator[tuple[tuple[Posed, ...], Configuration]]:
    """Give the collections with their questions, and the configuration of a run over them.

    Raises:
        PanelqaError: no question is asked over these papers, or a row of a file cannot be used.
        StoreError: the index cannot be used.
    """
    with collections(choice.folders, settings, progress=progress) as found:
        parts = [(one, _questions(choice, one.papers())) for one in found]
        curated = [question for _, asked in parts for question in asked]
        if not curated:
            asked = f"no question of the split “{choice.split.value}” is asked over these papers"
            raise PanelqaError(f"{asked}: name other papers, or a file with --questions")
        register = widened(assemble.register(settings), choice.folders)
        ranker = assemble.open_ranker(settings)
        writer = open_writer(settings)
        made = configuration(
            choice,
            papers=[paper for one in found for paper in one.papers()],
            curated=curated,
            model=assemble.open_model(settings),
            writer=writer,
        )
        asks = [engine(choice.setup, one, register=register, ranker=ranker, writer=writer) for one in found]
        pairs = zip(parts, asks, strict=True)
        yield tuple(Posed(curated=asked, sources=sources(one), ask=ask) for (one, asked), ask in pairs), made


@contextmanager
def collections(folders: Sequence[Path], settings: Settings, *, progress: Progress) -> Iterator[list[Generation]]:
    """Open each folder as a collection of its own, indexed first where that is needed; without any, the index in use.

    Raises:
        StoreError: the index cannot be used.
    """
    with ExitStack() as stack:
        if not folders:
            held = assemble.store(settings)
            assemble.require_embedder(held, settings.embedder)
            yield [stack.enter_context(held.open(assemble.open_model(settings)))]
            return
        register, model = widened(assemble.register(settings), folders), assemble.open_model(settings)
        yield [
            stack.enter_context(opened(folder, register=register, model=model, home=settings.home, progress=progress))
            for folder in folders
        ]


def _questions(choice: Choice, papers: Sequence[Paper]) -> list[Curated]:
    for file in choice.questions:
        if not file.is_file():
            raise PanelqaError(f"{file} is not there: name a file of questions, one JSON object a line")
    return for_papers(papers, split=choice.split, files=choice.questions)
