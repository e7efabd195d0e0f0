"""The register of panels: what each was called and when, and which panel a text means."""

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import RegisterError, ScopeError
from corpus.wording import search_text

_HERE = Path(__file__).parent
_KEYS = frozenset({"id", "area", "force", "names", "commissioner", "hosts", "aliases", "places"})
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORD = re.compile(r"[^\W_]+")
# What may follow an area's name and makes it a panel's ("Kent and Medway PCP") or a force's ("Kent Police").
_PANEL = r"(?: police (?:fire )?and crime panel| pf?cp| p and cp)"
_FORCE = r"(?: police| constabulary)"
# What shows that the word is a person's or a street's name: "Cllr Kent", "Kent Street".
_PERSON = "".join(
    rf"(?<!\b{title} )" for title in ("councillor", "cllr", "mr", "mrs", "ms", "miss", "dr", "sir", "lord")
)
_STREET = r"(?! (?:street|road|avenue|lane|drive|close|way|house|square|terrace)\b)"
# How much a mention says of the paper's own panel; places alone never decide.
_NAME_WEIGHT, _FORCE_WEIGHT, _AREA_WEIGHT, _PLACE_WEIGHT = 10, 4, 2, 1
_LEAST = 2 * _AREA_WEIGHT
_LEAD = 2  # times the runner-up


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """A name and the days between which it was right, both inclusive; None means no limit."""

    name: str
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A panel: its area and force, and its names and its commissioner's titles, oldest first."""

    id: str
    area: str
    force: str
    names: tuple[DatedName, ...]
    commissioner: tuple[DatedName, ...] = ()
    hosts: tuple[str, ...] = ()  # lower case
    aliases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every wording that means this panel."""
        return (self.area, self.force, *self.aliases, *(dated.name for dated in self.names))


class Register:
    """All panels that are known, by id, and the ways to find which panel a text means."""

    def __init__(self, panels: Iterable[Panel]) -> None:
        self.panels: tuple[Panel, ...] = tuple(sorted(panels, key=lambda panel: panel.id))
        self._by_id = {panel.id: panel for panel in self.panels}
        _unique(((panel.id, f"panel {place}") for place, panel in enumerate(self.panels, start=1)), what="id")
        self._hosts = _unique(((host, panel.id) for panel in self.panels for host in panel.hosts), what="host")
        self._stems = _unique(((stem, panel.id) for panel in self.panels for stem in _stems(panel)), what="name")
        places = ((place, panel.id) for panel in self.panels for place in sorted({words(p) for p in panel.places}))
        self._places = _unique(places, what="place")
        self._naming = _alternatives(self._stems)
        self._mentioning = _alternatives(self._places | self._stems)

    def panel(self, panel_id: str) -> Panel:
        """Return the panel with this id.

        Raises:
            ScopeError: no panel has it.
        """
        if panel_id not in self._by_id:
            raise ScopeError(
                f"no panel has the id '{panel_id}'; see corpus/panels.toml for those that are known, and set "
                "PANELQA_REGISTER to the register of your own with which the papers were indexed"
            )
        return self._by_id[panel_id]

    def name_on(self, panel_id: str, date: dt.date | None) -> str:
        """Return what the panel was called on a day; its latest name when there is no date."""
        return _on(self.panel(panel_id).names, date)

    def commissioner_on(self, panel_id: str, date: dt.date | None) -> str:
        """Return the title of the office that the panel scrutinised on a day; the latest when there is no date."""
        return _on(self.panel(panel_id).commissioner, date)

    def resolve(self, name: str) -> str:
        """Return the id of the panel that somebody calls by an id, a name, an alias, an area or a force.

        Raises:
            ScopeError: no panel, or more than one, is called that.
        """
        if name.strip().casefold() in self._by_id:
            return name.strip().casefold()
        match self.named_in(name):
            case [panel_id]:
                return panel_id
            case []:
                raise ScopeError(f"no panel is called '{name}'; give its area, as in 'Northamptonshire'")
            case several:
                raise ScopeError(f"'{name}' names {len(several)} panels ({', '.join(several)}); give one at a time")

    def named_in(self, text: str) -> list[str]:
        """Return the ids of the panels that a text names by name, alias, area or force, in order of appearance.

        The longest name wins where several fit ("North Lincolnshire" is not Lincolnshire). Towns name no panel:
        Northampton is a place in Northamptonshire, not its panel.
        """
        found = (self._stems[match["stem"]] for match in self._naming.finditer(words(text)))
        return list(dict.fromkeys(found))

    def infer(self, text: str, *, url: str | None = None) -> str | None:
        """Return the id of the panel that a paper is about, worked out from its address or its words.

        The publisher's host decides. Else mentions are weighed: a panel's name most, then its force, its area, its
        towns. One panel must have twice the weight of the next, and more than towns or a passing mention to show
        for it; otherwise the panel stays unknown and the answer is None.
        """
        return self._by_host(url) or self._by_weight(text)

    def _by_host(self, url: str | None) -> str | None:
        """Return the panel that publishes at this address."""
        try:
            host = (urlsplit(url or "").hostname or "").removesuffix(".")
        except ValueError:  # an address that is none, as a paper may print it: it is no evidence
            return None
        known = (host.split(".", maxsplit=cut)[-1] for cut in range(host.count(".") + 1))
        return next((self._hosts[name] for name in known if name in self._hosts), None)

    def _by_weight(self, text: str) -> str | None:
        """Return the panel that the text mentions most, where that is clear."""
        weights: Counter[str] = Counter()
        named: set[str] = set()
        for match in self._mentioning.finditer(words(text)):
            stem = match["stem"]
            if stem in self._stems:
                named.add(self._stems[stem])
                weights[self._stems[stem]] += _weight(match)
            else:
                weights[self._places[stem]] += _PLACE_WEIGHT
        if not weights:
            return None
        (first, most), (_, next_most) = [*weights.most_common(2), ("", 0)][:2]
        return first if first in named and most >= max(_LEAST, _LEAD * next_most) else None


def words(text: str) -> str:
    """Return the words of a text in lower case, without punctuation, with "&" spelt out.

    >>> words("Devon & Cornwall’s Police, Fire and Crime Panel")
    'devon and cornwall s police fire and crime panel'
    """
    return " ".join(_WORD.findall(search_text(text).replace("&", " and ").casefold()))


def load_register(*paths: Path) -> Register:
    """Read one register from one or more files, as corpus/panels.toml describes them.

    Raises:
        RegisterError: a file cannot be read, an entry is wrong, or two entries claim the same id, host or name.
    """
    return Register(panel for path in paths for panel in _load(path))


@lru_cache(maxsize=1)
def default_register() -> Register:
    """Return the register that comes with panelqa: the panels of England and Wales, and the sample's fictional ones."""
    return load_register(_HERE / "panels.toml", _HERE / "sample" / "panels.toml")


def _load(path: Path) -> list[Panel]:
    """Read the panels of one file."""
    try:
        raw: Mapping[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError(f"{path}: the register cannot be read ({error}); mend the file") from error
    entries = raw.get("panel")
    if not isinstance(entries, list) or set(raw) != {"panel"}:
        raise RegisterError(f"{path}: expected [[panel]] entries and nothing else")
    return [_panel(entry, where=f"{path.name}, panel {place}") for place, entry in enumerate(entries, start=1)]


def _panel(entry: Mapping[str, object], *, where: str) -> Panel:
    """Check one entry and return its panel."""
    panel_id = _text(entry, "id", where=where)
    where = f"{where} ('{panel_id}')"
    if not _ID.fullmatch(panel_id):
        raise RegisterError(f"{where}: an id is lower-case words joined by hyphens")
    if unknown := sorted(set(entry) - _KEYS):
        raise RegisterError(f"{where}: unknown key '{unknown[0]}'; known are {', '.join(sorted(_KEYS))}")
    return Panel(
        id=panel_id,
        area=_text(entry, "area", where=where),
        force=_text(entry, "force", where=where),
        names=_dated(entry.get("names"), key="name", where=f"{where}, names"),
        commissioner=_dated(entry.get("commissioner"), key="title", where=f"{where}, commissioner"),
        hosts=tuple(host.casefold() for host in _texts(entry, "hosts", where=where)),
        aliases=_texts(entry, "aliases", where=where),
        places=_texts(entry, "places", where=where),
    )


def _text(entry: Mapping[str, object], key: str, *, where: str) -> str:
    """Return a value that must be there and be text."""
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RegisterError(f"{where}: '{key}' must be given as text")
    return value


def _texts(entry: Mapping[str, object], key: str, *, where: str) -> tuple[str, ...]:
    """Return a list of texts; empty where it is not given."""
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and words(value) for value in values):
        raise RegisterError(f"{where}: '{key}' must be a list of texts")
    return tuple(values)


def _dated(value: object, *, key: str, where: str) -> tuple[DatedName, ...]:
    """Return the dated names of an entry, oldest first, after checking that no two hold on the same day."""
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        raise RegisterError(f"{where}: give at least one, as {{ {key} = ... }}")
    names = [
        DatedName(
            name=_text(item, key, where=where),
            since=_date(item, "since", where=where),
            until=_date(item, "until", where=where),
        )
        for item in value
    ]
    names.sort(key=lambda name: name.since or dt.date.min)
    for name in names:
        if name.since and name.until and name.until < name.since:
            raise RegisterError(f"{where}: '{name.name}' ends on {name.until}, before it begins on {name.since}")
    for earlier, later in pairwise(names):
        if (earlier.until or dt.date.max) >= (later.since or dt.date.min):
            raise RegisterError(f"{where}: '{earlier.name}' and '{later.name}' overlap; set 'until' and 'since'")
    return tuple(names)


def _date(item: Mapping[str, object], key: str, *, where: str) -> dt.date | None:
    """Return a day given as "2019-01-01"; None where it is not given."""
    if key not in item:
        return None
    try:
        return dt.date.fromisoformat(str(item[key]))
    except ValueError as error:
        raise RegisterError(f"{where}: '{key}' is '{item[key]}', not a day such as 2019-01-01") from error


def _stems(panel: Panel) -> set[str]:
    """Return every wording that means this panel, normalised."""
    return {words(name) for name in panel.wordings}


def _unique(pairs: Iterable[tuple[str, str]], *, what: str) -> dict[str, str]:
    """Return the pairs as a mapping, after checking that nothing stands for two panels."""
    owners: dict[str, str] = {}
    for key, panel_id in pairs:
        if key in owners:
            raise RegisterError(
                f"the {what} '{key}' belongs to both {owners[key]} and {panel_id}; keep it in one of them"
            )
        owners[key] = panel_id
    return owners


def _alternatives(stems: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the wordings, the longest that fits, as whole words."""
    options = "|".join(map(re.escape, sorted(stems, key=lambda stem: (-len(stem), stem)))) or "(?!)"
    return re.compile(rf"{_PERSON}\b(?P<stem>{options})\b{_STREET}(?:{_PANEL}|{_FORCE})?\b")


def _weight(match: re.Match[str]) -> int:
    """Return how much one mention of a panel, its force or its area says."""
    mention = match[0]
    if re.search(_PANEL + "$", mention):
        return _NAME_WEIGHT
    return _FORCE_WEIGHT if re.search(_FORCE + "$", mention) else _AREA_WEIGHT


def _on(names: tuple[DatedName, ...], date: dt.date | None) -> str:
    """Return the name that held on a day: the last that had begun by then, or the first of all."""
    begun = [name for name in names if date is None or (name.since or dt.date.min) <= date]
    return (begun or list(names))[-1].name
