"""What one visitor asked and was answered, so that a follow-up stands in its conversation."""

from dataclasses import dataclass, replace

from qa.answers import Answer, Turn
from qa.web.plain import count

LONGEST = 30  # turns kept: beyond that the page grows slow, and no follow-up reaches so far back


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One turn as it was shown."""

    number: int  # from 1, in the whole conversation
    turn: Turn
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The exchanges of one visitor, oldest first. It belongs to `owner` and is never shown to anybody else."""

    owner: str = ""
    exchanges: tuple[Exchange, ...] = ()
    asked: int = 0
    waiting: str = ""  # the question that is being answered: given back to its asker when it is stopped

    def of(self, visitor: str) -> "Conversation":
        """Return this conversation if it is the visitor's, else an empty one of theirs."""
        return self if self.owner == visitor else Conversation(owner=visitor)

    @property
    def next_number(self) -> int:
        """Return the number of the turn to come."""
        return self.asked + 1

    @property
    def history(self) -> tuple[Turn, ...]:
        """Return the earlier turns, oldest first."""
        return tuple(exchange.turn for exchange in self.exchanges)

    def with_answer(self, answer: Answer, *, html: str) -> "Conversation":
        """Return the conversation with one more turn; the oldest goes when there are too many."""
        turn = Turn(question=answer.question, answer=answer.answer, cited=next(iter(answer.citations), None))
        exchange = Exchange(number=self.next_number, turn=turn, html=html)
        return replace(self, exchanges=(*self.exchanges, exchange)[-LONGEST:], asked=self.asked + 1, waiting="")

    def html(self, *, last: str = "") -> str:
        """Return all turns that are kept, with `last` below them."""
        gone = self.asked - len(self.exchanges)
        note = f'<p class="gone">{count(gone, "earlier question")} no longer shown.</p>' if gone else ""
        return note + "".join(exchange.html for exchange in self.exchanges) + last
