"""Faults to be found: what the real engine answers, with one thing broken in it."""

from dataclasses import replace

from corpus.papers import Role


def without_the_last_limb(answer, collection):
    """Return an answer whose quoted resolutions have lost their last limb."""
    return _requoted(answer, collection, _shortened)


def moved_by_one(answer, collection):
    """Return an answer whose quotations begin and end one character further on, place and words alike."""
    return _requoted(answer, collection, lambda citation, _: (citation.start + 1, citation.end + 1))


def worded_one_off(answer, collection):
    """Return an answer whose quotations are the words one character further on than the place that they name."""
    moved = moved_by_one(answer, collection).citations
    pairs = zip(answer.citations, moved, strict=True)
    return replace(answer, citations=tuple(replace(was, quote=now.quote) for was, now in pairs))


def placed_one_off(answer, _):
    """Return an answer whose quotations are said to stand one character further on than they do."""
    moved = (replace(one, start=one.start + 1, end=one.end + 1) for one in answer.citations)
    return replace(answer, citations=tuple(moved))


def _shortened(citation, collection):
    """Return where a citation's quotation is to begin and end: before the last of several limbs."""
    limbs = [
        section
        for section in collection.sections(citation.paper)
        if section.role is Role.RESOLUTION and section.number and citation.start <= section.start < citation.end
    ]
    return citation.start, limbs[-1].start if len(limbs) > 1 else citation.end


def _requoted(answer, collection, place):
    """Return an answer that quotes what stands at other places."""
    citations = []
    for citation in answer.citations:
        start, end = place(citation, collection)
        quote = collection.paper(citation.paper).text[start:end]
        citations.append(replace(citation, start=start, end=end, quote=quote))
    return replace(answer, citations=tuple(citations))
