"""Is what was found an answer? Told by a trained score over the evidence as a whole, never by one cosine.

What the evidence lacks can often be named: nobody is recorded as saying anything on this; no resolution is on it; no
amount is given. Such a lack counts in the score (`qa/ranker.py`), as words may hide what is there; where the score
says that there is no answer, it is the reason that is given. Only a record or an amount that no passage found has is
reason enough by itself.
"""

import re
from collections.abc import Sequence

from corpus.papers import Role
from index.search import Collection
from index.terms import terms
from qa.answer_features import answer_features, word_count
from qa.best_sentences import BEST, sentence_words, strong, with_signs
from qa.denials import is_denied, is_denied_in_words
from qa.details import missing_detail
from qa.evidence import FEATURES, UNHEARD, content_terms, wanted_terms
from qa.extract import DECIDING
from qa.kinds import Sort, holds, sort_asked
from qa.other_places import of_another_place
from qa.ranker import Ranked, Ranker, probabilities
from qa.too_early import too_early
from qa.understand import Intent, Understood, Voice
from qa.withheld import withheld

TOP = BEST  # sentences that an answer may be made of
_LITTLE = 0.3  # share of a topic's terms, by rarity, below which a sentence is not on it
_MUCH = 0.6  # the share from which it is on it
_AROUND = 12  # sentences that tell what the papers do speak of
_NEAR = 0.39  # cosine from which a sentence is on a topic whatever its words
_NEAR_SAID = 0.3  # the same where the speaker is right
_FAR, _HARDLY_NEAR = 0.25, 0.34  # cosines of the nearest sentence; see eval/train.py for how questions spread
_NOT_MUCH = 0.4  # share of the question's terms
_STRANGE = 0.6  # share of them that no paper has
_DENYING = 0.1  # share of the best sentence's probability from which another may deny what is taken for done
_NUMBERED = re.compile(
    r"\b(decision (?:record|notice)s?|records?|minutes?|paragraphs?|paras?|resolutions?|priority|round|"
    r"agenda item|item|appendix)"
    r"\s+(?:no\.?\s*|number\s*)?(\d[\d./]*\d|\d)\b(?! ?(?:%|per cent|month|year|day|week|minute|hour))",
    re.IGNORECASE,
)
_CARDINALS = "one two three four five six seven eight nine ten"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_IN_WORDS = {str(at): words for at, words in enumerate(zip(_CARDINALS.split(), _ORDINALS.split(), strict=True), 1)}
_STATED = re.compile(
    r"£\d[\d,.]*\d?(?: ?(?:m|k|bn|thousand|million|billion)\b)?|\b\d[\d.]*(?: ?%| per cent)", re.IGNORECASE
)
NOTHING_NEAR = "Nothing in the papers searched comes near this question."
_ZEROS = re.compile(r"\.0+(?!\d)")  # "£10.00" is £10
_DAY_WORDS = frozenset(terms("date day time"))
_COSINE = FEATURES.index("cosine_sentence")
_COVER = FEATURES.index("cover_context")
_VOICE = FEATURES.index("voice")
_VOICE_MISSING = FEATURES.index("voice_missing")
_NAME = FEATURES.index("name")
_PERIOD_MISSING = FEATURES.index("period_missing")
_DECISION = FEATURES.index("decision")
_NOBODY = {
    Voice.NAMED: "No passage records that person saying anything on this.",
    Voice.COMMISSIONER: "No passage records the commissioner saying anything on this.",
    Voice.CHIEF: "No passage records the chief constable saying anything on this.",
    Voice.MEMBERS: "No passage records members saying anything on this.",
    Voice.PUBLIC: "No passage records a member of the public saying anything on this.",
}


def why_silent(asked: Understood, ranked: Sequence[Ranked], collection: Collection, *, ranker: Ranker) -> str | None:
    """Return why the ranked sentences are no answer: a sentence for the asker, empty when only the score says so.

    None when they are an answer.
    """
    if not ranked:
        return "Nothing was found."
    reason = gap(asked, ranked, collection)
    if reason or score(asked, ranked, collection, ranker=ranker) >= ranker.threshold_of(word_count(asked)):
        return reason
    if _is_their_word(asked, ranked[0]):
        return None
    named = next((lack for lack in lacks(asked, ranked, collection) if lack), None)
    return named or _all_lacking(asked, ranked, collection) or ""


def score(asked: Understood, ranked: Sequence[Ranked], collection: Collection, *, ranker: Ranker) -> float:
    """Return the probability that the best sentences are an answer, 0 to 1."""
    import numpy as np

    return float(probabilities(ranker.answer.scores(np.array([measures(asked, ranked, collection)])))[0])


def gap(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> str | None:
    """Return what the papers lack that the question cannot be answered without.

    That is a record or an amount that it names, papers written late enough to say, that what it takes for done was
    done, a name or a reason that is left out, a figure of its place, or the words of the chief constable, which papers
    give as such.
    """
    named = _number_lacking(asked, ranked) or _figure_lacking(asked, ranked) or too_early(asked, ranked, collection)
    named = named or _denied(asked, ranked) or withheld(asked.asked, ranked) or of_another_place(asked, ranked)
    return named or (_voice_lacking(asked, ranked, collection) if asked.voice is Voice.CHIEF else None)


def lacks(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> tuple[str | None, ...]:
    """Return what the best sentences seem to lack, in the order of the last `qa.ranker.ANSWER_FEATURES`."""
    return (
        _period_lacking(asked, ranked),
        _voice_lacking(asked, ranked, collection),
        _outcome_lacking(asked, ranked, collection),
        _sort_lacking(asked, ranked),
        missing_detail(asked, ranked),
    )


def measures(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> tuple[float, ...]:
    """Return the measurements of a question's evidence, in the order of `qa.ranker.ANSWER_FEATURES`."""
    lacking = (float(lack is not None) for lack in lacks(asked, ranked, collection))
    return (*answer_features(asked, ranked, collection), *lacking)


def _denied(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """What is taken for done is denied by the best sentence, or in the question's own word by one nearly as good."""
    told = (sentence_words(item) for item in strong(ranked, share=_DENYING))
    if is_denied(asked.asked, sentence_words(ranked[0])) or is_denied_in_words(asked.asked, told):
        return "No passage found says that this happened."
    return None


def _number_lacking(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """A record, paragraph or resolution is named by a number that no passage found has."""
    for match in _NUMBERED.finditer(asked.asked):
        kind, number = match[1].rstrip("s").split()[-1], re.escape(match[2])
        word, ordinal = _IN_WORDS.get(match[2], (number, f"{number}(?:st|nd|rd|th)"))
        named = re.compile(
            rf"\b{kind}\w*\s+(?:no\.?\s*)?(?:{number}|{word})\b|\b(?:{number}(?:st|nd|rd|th)|{ordinal})\s+{kind}\b",
            re.IGNORECASE,
        )
        bare = re.compile(rf"(?:^|\s|\(){number}(?:[.):]|\s|$)")
        texts = [(item.evidence.passage, item.evidence.section) for item in ranked]
        if not any(
            named.search(p.text) or named.search(p.context) or (s.number and bare.search(s.number)) for p, s in texts
        ):
            return f"No passage found has {match[0]}."
    return None


def _figure_lacking(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """An amount or a share is taken for granted that no passage found gives."""
    for match in _STATED.finditer(asked.asked):
        forms = _amounts(match[0])
        if not any(forms & _amounts(item.evidence.passage.text) for item in ranked):
            return f"No passage found gives {match[0]}."
    return None


def _amounts(text: str) -> frozenset[str]:
    """Return the figures of a text with their units, "million" and "per cent" as "m" and "%", "20k" as "20000".

    >>> _amounts("£20K and 20 thousand, 5%, £10") == _amounts("£20,000 and 20,000, 5.0 per cent, £10.00")
    True
    """
    text = re.sub(r"(?<![\d.,])(\d{1,3})(?:k| thousand)\b", r"\g<1>000", text, flags=re.IGNORECASE)
    for words, sign in ((r" ?million\b", "m"), (r" ?billion\b", "bn"), (r" ?per ?cent\b", "%")):
        text = re.sub(rf"(?<=\d){words}", sign, text, flags=re.IGNORECASE)
    found = [match[0] for match in re.finditer(r"£?\d[\d,]*(?:\.\d+)?(?:m|bn|k|%)?", text)]
    return frozenset(
        _ZEROS.sub("", figure.replace(",", "").removeprefix("£")) + (" pounds" if figure[0] == "£" else "")
        for figure in found
    )


def _all_lacking(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> str | None:
    """Nothing comes near in meaning, nor has much of the question's words; or half of them are in no paper at all."""
    nearest = max(item.evidence.features[_COSINE] for item in ranked)
    covered = max(item.evidence.features[_COVER] for item in ranked)
    wanted = wanted_terms(asked, collection, text=asked.asked)
    unheard = sum(collection.idf(term) >= collection.idf(UNHEARD) for term in wanted) / (len(wanted) or 1)
    strange = unheard >= _STRANGE and nearest < _HARDLY_NEAR and covered < _LITTLE
    if strange or (nearest < _FAR and covered < _NOT_MUCH):
        return NOTHING_NEAR
    return None


def _period_lacking(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """A time is named that the best passages are not of and do not mention."""
    if not asked.periods or any(item.evidence.features[_PERIOD_MISSING] < 1 for item in ranked[:TOP]):
        return None
    return f"No passage found on this is of {asked.periods[0].words}, or mentions it."


def _voice_lacking(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> str | None:
    """Somebody's words are asked for; on this topic others are recorded, they are not."""
    if asked.intent is not Intent.SAID or asked.voice is None:
        return None
    voice, topic = asked.voice, _topic(asked)
    spoken = [item for item in ranked if item.evidence.features[_VOICE] or _may_be_theirs(voice, item)]
    if spoken and (not topic or any(_is_said_on(voice, item, topic, collection) for item in spoken)):
        return None
    return _NOBODY[voice] if not spoken or voice is Voice.NAMED or _is_discussed(ranked, topic, collection) else None


def _is_their_word(asked: Understood, item: Ranked) -> bool:
    """Is it asked what somebody said on a thing, and does a sentence that is theirs have all the words for it?"""
    if asked.intent is not Intent.SAID or not item.evidence.features[_VOICE]:
        return False
    topic, given = _topic(asked), item.evidence.features[_PERIOD_MISSING] == 0
    return bool(topic) and given and topic <= frozenset(terms(sentence_words(item)))


def _is_discussed(ranked: Sequence[Ranked], topic: frozenset[str], collection: Collection) -> bool:
    """Do the best passages speak of a topic at all?"""
    return any(_share(item, topic, collection) >= _MUCH for item in ranked[:_AROUND])


def _is_said_on(voice: Voice, item: Ranked, topic: frozenset[str], collection: Collection) -> bool:
    """Is what somebody says on the topic? A named person must share a word with it, where the papers know its words."""
    heard = frozenset(term for term in topic if collection.idf(term) < collection.idf(UNHEARD))
    if voice is Voice.NAMED and heard:
        return bool(heard & frozenset(terms(f"{item.evidence.passage.text}")))
    return item.evidence.features[0] >= _NEAR_SAID or _is_on(item, topic, collection)


def _may_be_theirs(voice: Voice, item: Ranked) -> bool:
    """Members are often not named ("It was questioned"); a commissioner's own report names nobody.

    A named person may speak in a sentence that begins with another ("... and Mrs Lee agreed to look into it").
    """
    if voice is Voice.NAMED:
        return not item.evidence.features[_VOICE_MISSING] and item.evidence.features[_NAME] > 0
    unnamed = item.evidence.sentence.speaker is None and item.evidence.section.role is not Role.RESOLUTION
    return unnamed and voice in (Voice.MEMBERS, Voice.COMMISSIONER)


def _outcome_lacking(asked: Understood, ranked: Sequence[Ranked], collection: Collection) -> str | None:
    """A decision is asked for, and none found is on the topic."""
    if asked.intent is not Intent.DECISION:
        return None
    outcomes = [item for item in ranked if item.evidence.features[_DECISION]]
    topic = _topic(asked) - DECIDING
    if not outcomes:
        return "No resolution or decision was found on this."
    if not topic or any(_is_on(item, topic, collection) for item in outcomes):
        return None
    return "No resolution or decision was found on this." if _is_discussed(ranked, topic, collection) else None


def _sort_lacking(asked: Understood, ranked: Sequence[Ranked]) -> str | None:
    """An amount, a share or a number is asked for that none of the best sentences has, or the best day is another's."""
    sort = sort_asked(asked)
    if sort is Sort.DAY and _is_day_of_another(asked, ranked[0]):
        return "No passage found gives a date for this."
    if sort not in (Sort.MONEY, Sort.SHARE, Sort.COUNT):
        return None
    if any(
        holds(sort, with_signs(item), section=item.evidence.section, speaker=None, asked=asked.asked)
        for item in ranked[:TOP]
    ):
        return None
    return {
        Sort.MONEY: "No passage found gives an amount for this.",
        Sort.SHARE: "No passage found gives a share for this.",
    }.get(sort, "No passage found gives a number for this.")


def _is_day_of_another(asked: Understood, item: Ranked) -> bool:
    """Is it a form's own day ("Date of decision: 25 July"), of which neither the label nor the paper is asked about?"""
    label = item.evidence.section.label
    if not label:
        return False
    own = frozenset(terms(f"{label} {item.evidence.passage.context}")) - _DAY_WORDS
    decided = frozenset(terms(label)) & DECIDING & frozenset(terms(asked.asked))
    return not decided and not own & (_topic(asked) - DECIDING)


def _topic(asked: Understood) -> frozenset[str]:
    """Return the terms of what the question is about, without who speaks and which panel."""
    who = frozenset(term for name in asked.names for term in terms(name)) if asked.voice is Voice.NAMED else frozenset()
    roles = frozenset(
        terms("commissioner pcc pfcc panel members member chief constable acc public acting meeting papers paper")
    )
    panels = frozenset(term for panel in asked.panels for term in terms(panel.replace("-", " ")))
    times = frozenset(term for period in asked.periods for term in terms(period.words))
    return frozenset(content_terms(asked.asked)) - who - roles - panels - times


def _is_on(item: Ranked, topic: frozenset[str], collection: Collection) -> bool:
    """Is a sentence on a topic: by its meaning, or by the topic's rarer terms in its passage?"""
    return item.evidence.features[0] >= _NEAR or _share(item, topic, collection) >= _LITTLE


def _share(item: Ranked, topic: frozenset[str], collection: Collection) -> float:
    """Return the share of a topic's terms, by rarity, that a passage with its context has."""
    passage = item.evidence.passage
    present = frozenset(terms(f"{passage.text} {passage.context}"))
    total = sum(collection.idf(term) for term in topic) or 1.0
    return sum(collection.idf(term) for term in topic & present) / total
