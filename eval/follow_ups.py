"""Are follow-ups answered as the question that each stands for, and questions on another topic as if asked first?

`python -m eval.follow_ups [PAPERS]` holds the conversations of `eval/follow_ups/` over the papers that each names, turn
by turn as on the page, and asks each question that a turn stands for by itself; those over the five papers only where
their folder is given. How those of the split `report` end one by one is not looked at; those of `tune` that end
otherwise are shown.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.errors import PanelqaError
from corpus.sample import folder as sample
from eval.choices import Setup
from eval.intervals import interval
from eval.opened import opened, widened
from eval.setups import Ask, engine
from qa import assemble
from qa.answers import Answer, Citation, Question, Turn
from qa.settings import Settings, load_settings
from qa.terminal import say, say_table

FOLDER = Path(__file__).parent / "follow_ups"
_PAPERS = Path(__file__).parent / "papers"
SPLITS = ("tune", "report")
_COLUMNS = ("split", "questions", "n", "as alone", "same first citation and ending")
_KINDS = {True: "follow-ups", False: "on another topic"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A turn of a conversation, with the question that it stands for; itself where it is on another topic."""

    question: str
    alone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Turns over papers; the first stands alone and is not measured."""

    id: str
    split: str
    papers: tuple[str, ...]  # folders of `eval/papers/`, "sample", or "five" for the five papers
    turns: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How a turn ended beside the question that it stands for."""

    split: str
    asked: tuple[str, ...]  # the turns up to it
    leans: bool
    understood: str
    as_alone: bool
    same_first: bool


def read(path: Path) -> list[Conversation]:
    """Return the conversations of a file.

    Raises:
        PanelqaError: a line is none.
    """
    return [_conversation(line, f"{path.name}, line {at}") for at, line in enumerate(path.open(encoding="utf-8"), 1)]


def _conversation(line: str, place: str) -> Conversation:
    try:
        row = json.loads(line)
        turns = tuple(Said(question=one["question"], alone=one.get("alone", one["question"])) for one in row["turns"])
        return Conversation(id=row["id"], split=row["split"], papers=tuple(row["papers"]), turns=turns)
    except (ValueError, KeyError, TypeError) as error:
        raise PanelqaError(f"{place} is no conversation ({error!r}): write it as those beside it") from error


def measured(conversations: Sequence[Conversation], settings: Settings, five: Path | None = None) -> Iterator[Compared]:
    """Hold conversations, those over the same papers together, and yield how each turn ended."""
    model, ranker = assemble.open_model(settings), assemble.open_ranker(settings)
    for names, held in groupby(sorted(conversations, key=lambda one: (one.papers, one.id)), lambda one: one.papers):
        folders = [_folder(name, five) for name in names]
        register = widened(assemble.register(settings), folders)
        with opened(*folders, register=register, model=model, home=settings.home) as collection:
            ask = engine(Setup.SHIPPED, collection, register=register, ranker=ranker)
            for conversation in held:
                yield from hold(conversation, ask)


def _folder(name: str, five: Path | None) -> Path:
    if name == "five" and five:
        return five
    return sample() if name == "sample" else _PAPERS / name


def hold(conversation: Conversation, ask: Ask) -> Iterator[Compared]:
    """Ask the turns of a conversation one after the other, and yield how each but the first ended."""
    history: tuple[Turn, ...] = ()
    for said in conversation.turns:
        told = ask(Question(text=said.question, history=history))
        if history:
            alone = ask(Question(text=said.alone))
            yield Compared(
                split=conversation.split,
                asked=(*(turn.question for turn in history), said.question),
                leans=said.alone != said.question,
                understood=next((note for note in told.notes if note.startswith("Understood as")), ""),
                as_alone=as_alone(told, alone),
                same_first=ends_alike(told, alone),
            )
        history = (*history, Turn(question=said.question, answer=told.answer, cited=next(iter(told.citations), None)))


def as_alone(told: Answer, alone: Answer) -> bool:
    """Is the first citation of one answer among those of the other, or are both silent?"""
    if not (told.citations and alone.citations):
        return told.status is alone.status
    return _holds_first(told, alone) or _holds_first(alone, told)


def ends_alike(told: Answer, alone: Answer) -> bool:
    """Have two answers the same status and the same first citation?"""
    first, other = told.citations[:1], alone.citations[:1]
    return told.status is alone.status and len(first) == len(other) and all(map(_overlap, first, other))


def _holds_first(one: Answer, other: Answer) -> bool:
    return any(_overlap(one.citations[0], cited) for cited in other.citations)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.file == other.file and one.start < other.end and other.start < one.end


def _rows(compared: Sequence[Compared]) -> Iterator[tuple[str, ...]]:
    for split in SPLITS:
        for leans, kind in _KINDS.items():
            held = [one for one in compared if one.split == split and one.leans is leans]
            if held:
                shares = ([one.as_alone for one in held], [one.same_first for one in held])
                yield split, kind, str(len(held)), *map(_share, shares)


def _share(values: Sequence[bool]) -> str:
    found = interval([float(value) for value in values])
    return f"{found.mean:.2f} ({found.low:.2f}-{found.high:.2f})"


def main() -> None:
    """Print the table, and below it which turns of the split `tune` ended otherwise."""
    five = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    conversations = [one for path in sorted(FOLDER.glob("*.jsonl")) for one in read(path)]
    held = [one for one in conversations if five or "five" not in one.papers]
    compared = list(measured(held, load_settings(), five))
    say_table(_COLUMNS, _rows(compared))
    for one in compared:
        if one.split == SPLITS[0] and not one.as_alone:
            say(f"{' > '.join(one.asked)} | {one.understood or 'as typed'}")


if __name__ == "__main__":
    main()
