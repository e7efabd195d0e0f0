"""A question added to a file of curated questions, asked for step by step and checked before it is written.

Input and output are passed in: `ask` shows a prompt and returns one line, `say` shows a line. Nothing is written before
the last step; to stop, interrupt.
"""

import hashlib
import heapq
import json
import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from corpus import sample
from corpus.errors import PanelqaError
from corpus.papers import Paper, Span
from corpus.sentences import sentences
from eval.answer_measures import states
from eval.curated import CORRECTED, KINDS, SPLITS, WITHOUT_ANSWER, Row, digest, ids, parsed, places
from index.terms import terms

Ask = Callable[[str], str]
Say = Callable[[str], None]

_NEAREST = 3
_ALIKE = 0.3  # likeness, 0 to 1, from which a sentence may be what was meant
_CONTEXT = 40  # characters shown around words that stand in several places
_HASH = 16  # hexadecimal digits that are kept of a hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a paper."""

    paper: Paper
    span: Span

    @property
    def words(self) -> str:
        """The words that stand there, on one line."""
        return " ".join(self.paper.text[self.span.start : self.span.end].split())


def add_question(file: Path, papers: Sequence[Paper], *, ask: Ask, say: Say) -> bool:
    """Ask for a question with its gold and append it to a file of questions, which need not be there yet.

    Gold in our own sample is written as its words; in any other paper as its place and a hash, since those words are
    not ours to copy. Returns whether the question was added.

    Raises:
        PanelqaError: a row of the folder's files cannot be used, named by file and line; or the file cannot be written.
    """
    taken = ids(file.parent)
    text, history = _question(file, ask=ask, say=say)
    usual = _next_id(file, taken)
    qid = _until(f"Id [{usual}]: ", lambda words: _free(words or usual, taken), ask=ask, say=say)
    kind = _one_of("Kind", KINDS, ask=ask, say=say)
    split = _one_of("Split", SPLITS, ask=ask, say=say)
    answerable = kind not in WITHOUT_ANSWER and _yes("Do the papers answer it?", ask=ask, say=say)
    gold = _gold(papers, needed=answerable, ask=ask, say=say) if answerable or kind == CORRECTED else []
    row: Row = {
        "qid": qid, "split": split, "kind": kind, "question": text,
        "history": [{"question": turn} for turn in history], "answerable": answerable,
        "gold": [_item(place, alternative_to) for place, alternative_to in gold],
        "speaker": (ask("Who says it, as printed (Enter for nobody): ").strip() or None) if gold else None,
        "facts": _facts([place for place, _ in gold], ask=ask, say=say) if answerable else [],
        "must_not": _each("Words that no answer may hold (Enter for no more): ", ask=ask),
    }  # fmt: skip
    line = json.dumps(row, ensure_ascii=False)
    parsed(line, papers)
    say(json.dumps(row, ensure_ascii=False, indent=1))
    if not _yes(f"Add it to {file.name}?", ask=ask, say=say):
        say("Not added.")
        return False
    _append(file, line)
    say(f"Added {qid} to {file.name}.")
    return True


def _until(prompt: str, check: Callable[[str], str], *, ask: Ask, say: Say) -> str:
    """Ask until a reply passes a check, which returns it as it is kept or raises PanelqaError."""
    while True:
        try:
            return check(ask(prompt).strip())
        except PanelqaError as error:
            say(str(error))


def _one_of(what: str, known: Sequence[str], *, ask: Ask, say: Say) -> str:
    def check(reply: str) -> str:
        if reply not in known:
            raise PanelqaError(f"One of: {', '.join(known)}.")
        return reply

    say(f"{what}: one of {', '.join(known)}.")
    return _until(f"{what}: ", check, ask=ask, say=say)


def _yes(prompt: str, *, ask: Ask, say: Say) -> bool:
    def check(reply: str) -> str:
        if reply.casefold() not in {"y", "yes", "n", "no"}:
            raise PanelqaError("Answer y or n.")
        return reply.casefold()[0]

    return _until(f"{prompt} [y/n]: ", check, ask=ask, say=say) == "y"


def _each(prompt: str, *, ask: Ask) -> list[str]:
    """Ask for one reply after another until an empty one."""
    found = []
    while reply := ask(prompt).strip():
        found.append(reply)
    return found


def _question(file: Path, *, ask: Ask, say: Say) -> tuple[str, list[str]]:
    """Ask for a question, and for those before it in its conversation, until it is one that the file does not have."""
    while True:
        text = ask("Question: ").strip()
        if not text:
            say("A question needs words.")
            continue
        history = _each("Question asked before it, oldest first (Enter for no more): ", ask=ask)
        if (text.casefold(), history) not in _questions(file):
            return text, history
        say("This question is in the file already: ask another.")


def _free(qid: str, taken: Set[str]) -> str:
    if qid in taken:
        raise PanelqaError(f"The id {qid} is taken: choose another.")
    if not re.fullmatch(r"[\w.-]+", qid):
        raise PanelqaError("An id has letters, figures, hyphens and full stops only.")
    return qid


def _facts(gold: Sequence[Place], *, ask: Ask, say: Say) -> list[str]:
    """Ask for the facts that an answer must hold; each stands in the gold, since nothing else can be quoted."""
    words, found = " ".join(place.words for place in gold), []
    while fact := ask("A fact that an answer must hold, as printed (Enter for no more): ").strip():
        if states(words, fact):
            found.append(fact)
        else:
            say("The gold does not hold these words: type the fact as it is printed there.")
    return found


def _gold(papers: Sequence[Paper], *, needed: bool, ask: Ask, say: Say) -> list[tuple[Place, int | None]]:
    """Ask for the words that answer; returns each place with the index of the gold that it may stand for."""
    found: list[tuple[Place, int | None]] = []
    while True:
        lines = _each("Words that answer (paste them, then an empty line; empty to end): ", ask=ask)
        if not lines and (found or not needed):
            return found
        if not lines:
            say("A question that the papers answer needs the words that answer it.")
            continue
        first = len(found)
        for place in _chosen(" ".join(lines), papers, ask=ask, say=say):
            found.append((place, first if len(found) > first else None))
            say(f"Gold {len(found)}: {place.paper.file}, {place.span.start} to {place.span.end}.")


def _chosen(words: str, papers: Sequence[Paper], *, ask: Ask, say: Say) -> list[Place]:
    """Return where words stand; chosen by the asker when they stand in several places, or in none."""
    exact = [Place(paper=paper, span=span) for paper in papers for span in places(words, paper.text)]
    if len(exact) == 1:
        return exact
    offered = exact or _nearest(words, papers)
    if not offered:
        say("No paper holds these words, or any like them.")
        return []
    say(f"These words stand in {len(exact)} places:" if exact else "No paper holds these words. The nearest:")
    for number, place in enumerate(offered, 1):
        say(f"{number}  {place.paper.file}, {place.span.start}: {_in_context(place)}")

    def check(reply: str) -> str:
        if not all(part.isdecimal() and 1 <= int(part) <= len(offered) for part in reply.split()):
            raise PanelqaError(f"Numbers from 1 to {len(offered)}, with spaces between them.")
        return reply

    prompt = "Which? Several numbers where each gives the answer alone; Enter for none: "
    return [offered[int(number) - 1] for number in dict.fromkeys(_until(prompt, check, ask=ask, say=say).split())]


def _nearest(words: str, papers: Sequence[Paper]) -> list[Place]:
    """Return the sentences that share most words with some others, best first (Dice's coefficient over terms)."""
    wanted = frozenset(terms(words))
    likeness = {}
    for at, paper in enumerate(papers):
        for span in sentences(paper.text, 0, len(paper.text)):
            held = frozenset(terms(paper.text[span.start : span.end]))
            likeness[at, span] = 2 * len(wanted & held) / (len(wanted) + len(held) or 1)
    best = heapq.nlargest(_NEAREST, likeness, key=lambda key: likeness[key])
    return [Place(paper=papers[at], span=span) for at, span in best if likeness[at, span] >= _ALIKE]


def _in_context(place: Place) -> str:
    text, span = place.paper.text, place.span
    before, after = text[max(0, span.start - _CONTEXT) : span.start], text[span.end : span.end + _CONTEXT]
    return " ".join(f"{before}[{place.words}]{after}".split())


def _item(place: Place, alternative_to: int | None) -> Row:
    """Return gold as it is written: our own words as words, others' as their place and a hash."""
    first = places(place.words, place.paper.text)[0] == place.span  # words are found again where they stand first
    if first and _is_ours(place.paper):
        item: Row = {"file": place.paper.file, "quote": place.words}
    else:
        words = place.paper.text[place.span.start : place.span.end]
        item = {"file": place.paper.file, "start": place.span.start, "end": place.span.end}
        item["sha256"] = digest(words)[:_HASH]
    return item if alternative_to is None else {**item, "alternative_to": alternative_to}


def _is_ours(paper: Paper) -> bool:
    """Is a paper, byte for byte, one of the sample that comes with panelqa?"""
    own = sample.folder() / paper.file
    return own.is_file() and hashlib.sha256(own.read_bytes()).hexdigest() == paper.sha256


def _questions(file: Path) -> list[tuple[str, list[str]]]:
    """Return the questions of a file in lower case, each with those before it."""
    rows = [json.loads(line) for line in _lines(file)]
    return [(row["question"].casefold(), [turn["question"] for turn in row["history"]]) for row in rows]


def _next_id(file: Path, taken: Set[str]) -> str:
    """Return the id after the last of a file: "s154" after "s153"; "q001" where there is none."""
    last = str(json.loads(_lines(file)[-1])["qid"]) if _lines(file) else "q000"
    letters, figures = re.fullmatch(r"(.*?)(\d*)", last, re.DOTALL).groups()  # type: ignore[union-attr]  # fits any text
    number = int(figures or 0) + 1
    while (name := f"{letters}{number:0{len(figures)}d}") in taken:
        number += 1
    return name


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").split("\n") if line.strip()] if file.is_file() else []


def _append(file: Path, line: str) -> None:
    try:
        before = file.read_text("utf-8") if file.is_file() else ""
        with file.open("a", encoding="utf-8") as opened:
            opened.write(("" if before.endswith("\n") or not before else "\n") + line + "\n")
    except OSError as error:
        raise PanelqaError(f"{file} cannot be written: {error.strerror}; choose another file") from error
