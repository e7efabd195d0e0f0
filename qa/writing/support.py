"""How far the sentences that a claim rests on bear it: its words, its meaning, and what stands beside what."""

from collections import Counter
from collections.abc import Callable, Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING

from index.terms import terms
from qa.writing.streams import Item, stream

if TYPE_CHECKING:
    from index.search import Vector

Embed = Callable[[str], "Vector"]

_WINDOW = 4  # words of weight within which two things stand beside each other
_BOUND = frozenset({"name", "number", "date", "change"})  # what a claim may not move to another place


def unsaid(claim: str, basis: Sequence[str], *, voices: Sequence[str], around: Sequence[str]) -> list[str]:
    """Return the words of weight and names of a claim that what it rests on does not bear, in order.

    One is borne by the sentences that the claim rests on, by the name of whoever speaks in them, or by what stands
    around them ("it", "they") where it does not take the place of something that stands in the sentences. Acts, numbers
    and dates are looked at elsewhere.

    >>> unsaid("They had 4 dogs", ["They had 4 cats"], voices=[], around=["A report on dogs."])
    ['dog']
    """
    sentences = [stream(words) for words in basis]
    spoken = Counter(item.form for words in (*basis, *voices) for item in stream(words))
    said = {term for words in basis for term in terms(words)}
    wide = {form for words in around for form in (*(item.form for item in stream(words)), *terms(words))}
    asked = stream(claim)
    held, used, missing = Counter(item.form for item in asked), Counter[str](), list[str]()
    for place, item in enumerate(asked):
        used[item.form] += 1
        # A name may stand as often as it does there: once more, and it has taken another's place.
        borne = used[item.form] <= spoken[item.form] if item.sort == "name" else spoken[item.form]
        if item.sort not in ("word", "name") or borne or (item.sort == "word" and item.form in said):
            continue
        if item.form not in wide or any(_displaces(asked, place, theirs, held) for theirs in sentences):
            missing.append(item.form)
    return missing


def _displaces(asked: Sequence[Item], place: int, theirs: Sequence[Item], held: Counter[str]) -> bool:
    """Does a thing stand beside one that both have, where the other text has another thing that the claim lacks?"""
    left, right = _beside(asked, place, {item.form for item in theirs}, listed=asked[place].sort == "name")
    given = Counter(item.form for item in theirs)
    for one, two in pairwise(theirs):
        near = one.clause == two.clause or asked[place].sort == "name"
        after = left is not None and one.form == left.form and given[two.form] > held[two.form]
        before = right is not None and two.form == right.form and given[one.form] > held[one.form]
        if near and (after or before):
            return True
    return False


def misplaced(claim: str, basis: Sequence[str]) -> str | None:
    """Return the first name, number, date or change of a claim that stands beside other things than in its basis.

    >>> misplaced("There were 172 detectives, 151 wanted", ["There were 151 detectives, 172 wanted"])
    '172'
    """
    sentences = [stream(words) for words in basis]
    said = {item.form for items in sentences for item in items}
    numbers = {item.form for items in sentences for item in items if item.sort == "number"}
    asked = stream(claim)
    for place, item in enumerate(asked):
        if item.sort not in _BOUND or item.form not in said:
            continue
        listed = item.sort == "name" or (item.sort == "number" and len(numbers) > 1)
        left, right = _beside(asked, place, said, listed=listed)
        if left and not any(_stands(left, item, of=item, within=theirs) for theirs in sentences):
            return item.form
        if right and not any(_stands(item, right, of=item, within=theirs) for theirs in sentences):
            return item.form
    return None


def _beside(items: Sequence[Item], place: int, said: Set[str], *, listed: bool) -> tuple[Item | None, Item | None]:
    """Return the nearest things before and after a place that the other text has too.

    They are sought in the same clause, and beyond it for one of a list, which may be a clause of its own; that
    something is said is passed over there, for a claim may add it.
    """
    clause = items[place].clause
    sides = [
        [item for item in reversed(items[:place]) if item.form in said],
        [item for item in items[place + 1 :] if item.form in said],
    ]
    left, right = (next((item for item in side if item.clause == clause), None) for side in sides)
    if listed and not (left or right):
        left, right = (next((item for item in side if item.form != "say"), None) for side in sides)
    return left, right


def _stands(first: Item, second: Item, *, of: Item, within: Sequence[Item]) -> bool:
    """Do two things stand near each other in this order with nothing between that could be meant, or in one clause?

    In one clause they may stand in any order where it has nothing else of the sort that is looked at.
    """
    for at, one in enumerate(within):
        for to, two in enumerate(within):
            if one.form != first.form or two.form != second.form:
                continue
            between = {item.form for item in within[at + 1 : to] if item.sort == of.sort}
            rivals = {item.form for item in within if item.clause == one.clause and item.sort == of.sort}
            if (0 < to - at <= _WINDOW and not between) or (one.clause == two.clause and len(rivals) == 1):
                return True
    return False


def likeness(claim: str, basis: Sequence[str], *, embed: Embed) -> float:
    """Return the cosine of a claim and what it rests on, all of it or its nearest sentence, -1 to 1."""
    vector = embed(claim)
    return max(float(vector @ embed(words)) for words in {" ".join(basis), *basis})
