"""How papers name people: titles, names and offices, as parts of patterns; and a heading that is a person."""

from corpus.patterns import deferred

_RANKS = (
    r"(?:(?:Detective |Det\.? |Chief |Ch\.? |Temporary |Acting |Assistant |Deputy |[DT]/)*"
    r"(?:Superintendent|Inspector|Sergeant|Constable|Supt|Insp|Sgt)\.?|"
    r"PC|PCSO|DCI|DI|DS|T?/?ACC|T?/?DCC|Commander|(?:(?:Assistant |Deputy )?Chief Fire Officer)|CFO|"
    r"Station Manager|Group Manager|Area Manager)"
)
TITLES = (
    r"(?:Cllrs?\.?|Councillors?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|Baroness|Rev(?:d|erend)?\.?|"
    r"Prof(?:essor|\.)?|Canon|Alderman|Master|"
    rf"{_RANKS}(?= (?:[A-Z]\.? )?[A-Z][a-z]))"
)
NAME = r"(?:[A-Z]\.? )?(?:[A-Z][A-Za-z'’-]+)(?: [A-Z][A-Za-z'’-]+){0,2}"
OFFICE = (
    r"(?:[Tt]he |[Aa]n? )?(?:(?:former|new|then|other|several|some|another|Panel|Force|Joint) )?"
    r"(?:[Dd]eputy |[Aa]ssistant |[Aa]cting |[Tt]emporary |[Ii]nterim )?"
    r"(?:Police(?:,| and| &)[ \w&,]{0,40}Crime Commissioner(?: for [A-Z]\w+)?|"
    r"PFCC|PCC|PFC|DPFCC|DPCC|Commissioner|"
    r"Mayor(?: for Polic(?:e|ing)(?:(?:,| and| &)[ \w&,]{0,20}?\bCrime)?| of(?: [A-Z]\w+){1,3})?|"
    r"Chief Constable|ACC|DCC|CC|T/CC|"
    r"(?:Detective )?(?:Chief )?(?:Superintendent|Inspector)|Chief Fire Officer|CFO|Chief Executive|"
    r"Chief Finance Officer|(?:[A-Z][a-z]+ ){1,3}(?:Officer|Manager|Solicitor|Auditor|Adviser)|"
    r"(?:Director|Head) of [A-Z]\w+(?: (?:and )?[A-Z]\w+)?|Director(?! of)|Treasurer|Clerk|"
    r"Vice[- ?\u2011]?[Cc]hair(?:man|woman|person)?|Chair(?:man|woman|person)?|"
    r"[Pp]anel [Mm]embers?|[Mm]embers?(?: of (?:the [Pp]anel|the public|the [Pp]ublic))?|Panel|"
    r"[Ii]ndependent [Mm]ember|[Oo]fficers?|representatives?|"
    r"(?:proposed |preferred )?[Cc]andidate|[Pp]etitioner|[Qq]uestioner)"
)
_ROLE = (
    r"(?i:manager|director|head|officer|executive|chair(?:man|woman|person)?|commissioner|mayor|constable|superintendent|"
    r"inspector|sergeant|secretary|clerk|treasurer|leader|member|advis[eo]r|co-?ordinator|founder|trustee|resident|"
    r"nurse|doctor|teacher|headteacher|lecturer|professor|solicitor|auditor|representative|survivor|chaplain|worker)"
)
_OF = rf"(?:[\w&-]+ ){{0,4}}{_ROLE}\b(?!['’])[^.:;()]{{0,80}}"  # "manager of the refuge"
_PERSON = deferred(
    rf"(?P<who>(?!Master )(?:{TITLES}|Sister|Canon|Father|Judge|Captain) {NAME}(?:, [^.:;()]{{3,80}})?"
    rf"|(?!(?:The|A|An) )(?!{OFFICE}\b)[A-Z][\w'’-]+(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+){{1,2}}, {_OF})"
    r"(?: ?\([^()]{2,80}\))?"
)


def person_of(heading: str) -> str | None:
    """Return the person whom a heading names and nothing else, as printed but for what is said in brackets.

    >>> person_of("Sister Joan Hale, emergency department"), person_of("Alison Roe, Chief Constable (by telephone)")
    ('Sister Joan Hale, emergency department', 'Alison Roe, Chief Constable')
    >>> person_of("Mr Hale's petition"), person_of("Knife Crime, Drugs and the Chief Constable's Report: Questions")
    (None, None)
    """
    match = _PERSON.fullmatch(" ".join(heading.split()))
    return match["who"].strip() if match else None
