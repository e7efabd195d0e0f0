"""Language models that write what a test tells them to, and one that obeys whatever it reads."""

import datetime as dt
import json
import re
import zlib
from dataclasses import dataclass, field

import numpy as np

from corpus.papers import Access, Origin, PaperKind, PaperStatus, Role
from corpus.wording import search_text
from qa.answers import Citation
from qa.writing.sources import Line, Source

EVERYTHING = frozenset(Access)


@dataclass
class FakeWriter:
    """Gives its replies in turn, the last one again and again; a reply may be an error, or pieces one by one."""

    replies: list = field(default_factory=list)
    name: str = "fake-7b"
    sees: frozenset = EVERYTHING
    prompts: list = field(default_factory=list)
    closed: int = 0

    def write(self, prompt):
        self.prompts.append(prompt)
        reply = self.replies[min(len(self.prompts), len(self.replies)) - 1]
        try:
            for piece in [reply] if isinstance(reply, str | Exception) else reply:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            self.closed += 1


def claims(*rows):
    """Return a reply of claims, each given as (text, passage, quote) or (text, (passage, quote), ...)."""
    return json.dumps({"claims": [_claim(*row) for row in rows]})


def _claim(text, *quotes):
    pairs = quotes if quotes and isinstance(quotes[0], tuple) else [quotes]
    return {"text": text, "quotes": [{"passage": passage, "quote": quote} for passage, quote in pairs]}


def passages(prompt):
    """Return the passages of a prompt by number, each as its lines of (speaker, sentence)."""
    found = re.findall(r"<passage (\d+)>\n(.*?)\n</passage \1>", prompt.user, re.DOTALL)
    return {int(number): re.findall(r"^\[([^\]]*)\] (.*)$", body, re.MULTILINE) for number, body in found}


WORDS = re.compile(r"[a-z0-9£%]+")


def bag(text):
    """Return the unit vector of a text's words, hashed to 512 directions: the same words, the same vector."""
    counts = np.zeros(512, np.float32)
    for word in WORDS.findall(text.lower()):
        counts[zlib.crc32(word.encode()) % 512] += 1
    return counts / (np.linalg.norm(counts) or 1)


def source(*sentences, number=1, speaker=None, role=Role.STATEMENT, title="Minutes", date=dt.date(2023, 5, 11), **more):
    """Return a passage of sentences, each a text or (speaker, text); all that is not given is as in minutes."""
    pairs = [(speaker, one) if isinstance(one, str) else one for one in sentences]
    text = "\n".join(sentence for _, sentence in pairs)
    starts = [sum(len(sentence) + 1 for _, sentence in pairs[:at]) for at in range(len(pairs))]
    citation = Citation(
        marker=number, paper="paper", file="paper.txt", title=title, panel="Norfolk Police, Fire and Crime Panel",
        panel_origin=Origin.STATED, date=date, kind=PaperKind.MINUTES, status=PaperStatus.APPROVED,
        access=Access.PUBLIC, locator="para 1", page=None, speaker=None, quote=text, start=0, end=len(text), url=None,
    )  # fmt: skip
    lines = tuple(
        Line(
            start=start, end=start + len(words), text=words, words=more.get("frame", "") + search_text(words),
            speaker=who, columns=(), role=role, outcome=more.get("outcome", False),
        )
        for start, (who, words) in zip(starts, pairs, strict=True)
    )  # fmt: skip
    return Source(citation=citation, lines=lines, headings=more.get("headings", ()), quoted=True)
