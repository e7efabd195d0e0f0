"""The words by which a paper marks its parts: outcomes, fields, headings, lists of points."""

import re

from corpus.patterns import deferred

# "RESOLVED that:", "UNANIMOUSLY RESOLVED that", "Resolved –", "RESOLVED to:", "AGREED:", "Decision: RESOLVED that"; a
# list or a sentence follows.
OUTCOME = deferred(
    r"(?:(?:Decisions?|Outcome|Resolutions?)\s?[:–-]\s{1,3}(?=(?:(?i:unanimously) )?(?:RESOLVED|Resolved|AGREED)\b))?"
    r"(?:(?:(?:IT WAS |It was |THE PANEL |The Panel )(?:(?:FURTHER|ALSO|THEN|further|also|then) )?)?"
    r"(?:UNANIMOUSLY |Unanimously |unanimously )?"
    r"(?:RESOLVED|Resolved|resolved|AGREED|DECIDED|RECOMMENDED)\b(?: [Uu]nanimously| UNANIMOUSLY)?"
    r"|It was (?:(?:further|also|then) )?(?:unanimously )?(?:agreed|RESOLVED|AGREED) (?:that|to)\b"
    r"|(?:Agreed|Decision taken)\s*(?:[-–:]|that\b))[\s,:–—-]*(?:that|to|That)?\s*:?\s*"
)
# What a panel recommends in a report or a letter of its own: "The Panel RECOMMENDS, by five votes to two:".
_RECOMMENDS = deferred(
    r"(?:THE PANEL|The Panel) (?:(?:unanimously|UNANIMOUSLY|further|also|therefore) )?(?:RECOMMENDS?|recommends)\b"
    r"(?: unanimously)?[\s,:–—-]*(?:that|to)?\s*:?\s*"
)
# A paragraph that announces the panel's resolutions: "... the Panel agreed the following resolutions:".
OUTCOME_LEAD = deferred(
    r"\b(?:resolved|resolutions?|following recommendations|the panel (?:\w+ )?agreed(?: that| to)?\s*:"
    r"|^the panel (?:(?:further|also|therefore|unanimously) )?(?:recommends|asks|requests)\b[^:]{0,80}:$)",
    re.IGNORECASE,
)
# What the panel did, told in one paragraph at the end of an item: "The Panel noted the update and agreed that ...".
TOLD = deferred(
    r"(?:(?:After|Following|Having|On) [^,.:;]{3,80}, t|T)he Panel (?:also |then |unanimously |duly )?"
    r"(?:noted|agreed|endorsed|approved|resolved)\b"
)
# A limb whose "RESOLVED" got lost on the way: "That the report be noted."
BARE = deferred(
    r"That (?:the Panel (?:notes?|supports?|endorses?|accepts?|recommends?|requests?|approves?|confirms?)\b"
    r"|(?:\S+ ){1,60}?(?<!would )(?<!could )(?<!should )(?<!will )(?<!may )(?<!might )(?<!must )(?<!to )"
    r"be (?:\w+ly )?(?:\w+ed|made|given|sent|held|set|brought|put)\b)"
)
LIMB = deferred(r"(?:That\b|The Panel\b|To\b|the\b|Panel\b)")
# How votes are recorded, a line each: "For: Councillors Hale and Lee (2)", "Abstain (0)".
VOTE = deferred(
    r"(?:(?:Voting )?(?:for|against)|(?:those )?in favour|abstain(?:ed|ing)?|abstentions?)\b"
    r"(?: the \w+)?\s*(?:(?:\(\d+\)\s*)?[:–-].{0,300}|\(\d+\)\W*|.{0,300}\(\d+\)\W*)$",
    re.IGNORECASE,
)
PARTS = {
    "decision": "Decision",
    "decisions": "Decision",
    "minutes": "Minutes",
    "supporting documents": "Supporting documents",
    "additional documents": "Additional documents",
    "accompanying documents": "Accompanying documents",
    "agenda item": "Agenda item",
    "items": "Items",
}
_LABELS = (
    r"url|decision maker|decided at meeting|made at meeting|by whom|outcome|is key decision|is callable in|"
    r"purpose|content|is subject to call in|decision status|status|reasons? for (?:the )?decision|"
    r"alternative options(?: considered)?|options considered|report author|author|publication date|"
    r"decision published|date of decision|decision date|effective from|contact|contact details|"
    r"contact officer|wards affected|lead officer|subject|title|reference|recommendations?|"
    r"background papers|guide time|venue|date|time|date and time|location|present|also present|"
    r"in attendance|apologies|note|link|report of|report to|report by|presented by|panel|meeting|"
    r"meeting date|from|to|prepared by|classification|summary|financial implications|legal implications|"
    r"equality implications|risk implications|consultation|background|signed|signature|due date|"
    r"key decision|officers?|media|decision-maker|made by|marking|report title"
)
FIELD = deferred(
    rf"(?:[^\W\d_][\w'’ ]{{2,40}} / )?(?P<label>(?:{_LABELS}) ?\??)(?:\*\*|__)?\s{{0,5}}:\??(?:\*\*|__)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)  # "Decision Maker: the Commissioner", "Yn bresennol / Present: Councillor Hale"
# The gap before another label on the same line: "Report of: the Commissioner    Contact: Ann Hale".
NEXT_FIELD = deferred(rf" {{2,}}(?=(?:\*\*|__)?(?-i:(?=[A-Z]))(?:{_LABELS}) ?\??(?:\*\*|__)?\s{{0,5}}:)", re.IGNORECASE)
ANY_FIELD = deferred(
    r"(?P<label>[A-Z][A-Za-z'’/&() -]{1,38}\??)(?:\*\*|__)?\s{0,5}:\??(?:\*\*|__)?[\t ](?P<rest>.*)$", re.DOTALL
)
ATTENDANCE = deferred(r"(?:also |members )?present\W*$|in attendance\W*$|attendees\W*$|apologies\W*$", re.IGNORECASE)
PROPOSAL = deferred(r"recommendations?$", re.IGNORECASE)
_LIMB_ENDS = deferred(r"[.;,](?: and| or)?$")
_LIMB_BEGINS = deferred(r"\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s")
_ENDS = deferred(r"[.;,!?][\"'’”)]*(?: and| or)?$")
_MAX_HEADING = 130  # characters
_MAX_WORDS = 18


def part_of(words: str) -> str | None:
    """Return the part that a label opens ("Decision:", "Minutes:"), or None."""
    return PARTS.get(words.rstrip(": ").lower()) if words.endswith(":") or words.lower() == "agenda item" else None


def looks_like_heading(words: str) -> bool:
    """Is this a heading by its looks: short, begun like a title, not ended like a sentence?"""
    if len(words) > _MAX_HEADING or len(words.split()) > _MAX_WORDS or "\t" in words:
        return False
    if _ENDS.search(words) or words.endswith(":") or not re.search(r"[A-Za-z]{2}", words):
        return False
    if (
        VOTE.match(words)
        or re.match(r"(?:(?:ACTION|Action) ?[\d/.]*:|[A-Z]\d{1,2}:|https?:|<|\[|www\.|That\b|Tel\b|Email\b)", words)
        or "@" in words
    ):
        return False
    return bool(re.match(r"[\"'‘“(]*[A-Z0-9£]", words))


def is_outcome(words: str, *, limb: bool = False) -> bool:
    """Does a line open the panel's outcome ("RESOLVED that:", "It was agreed that ...")?

    What a panel recommends in a `limb` of an open outcome is that limb.

    >>> is_outcome("RESOLVED,    that the report be noted"), is_outcome("It was agreed that work had begun slowly")
    (True, True)
    >>> is_outcome("Decision: RESOLVED –"), is_outcome("The Panel agreed the importance of this.")
    (True, False)
    """
    return bool(OUTCOME.match(words)) or (not limb and bool(_RECOMMENDS.match(words)))


def after_opening(words: str) -> str:
    """Return what stands on the line after the words that open an outcome.

    >>> after_opening("RESOLVED: That the report be noted."), after_opening("The Panel RECOMMENDS, by five votes:")
    ('the report be noted.', 'by five votes:')
    """
    opened = OUTCOME.match(words) or _RECOMMENDS.match(words)
    return words[opened.end() :].strip() if opened else ""


def is_limb(words: str) -> bool:
    """Is what stands on the line of "RESOLVED:" a limb itself, so that numbers below are its fellows, not its parts?

    >>> is_limb("(i) That the report be noted; and"), is_limb("that the programme should include")
    (True, False)
    """
    return bool(_LIMB_ENDS.search(words) or _LIMB_BEGINS.match(words))


def as_compared(limb: str) -> str:
    """Return the words of a limb as compared with another printing of it.

    >>> as_compared("That the report be noted;")
    'that the report be noted'
    """
    return re.sub(r"\W+", " ", limb.lower()).strip()
