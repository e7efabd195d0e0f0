"""Our records as JSON and back: answers of a run that was interrupted, the scores of one that is compared with another.

What is read is checked against the record's own fields, so that a file made by another version is refused by name and
not taken for something else.
"""

import datetime as dt
import json
import types
from collections.abc import Mapping, Sequence, Set
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from corpus.errors import PanelqaError

T = TypeVar("T")


def to_plain(value: object) -> object:
    """Return a record as JSON-ready values: dates as ISO strings, enums by value, sets sorted.

    >>> to_plain((dt.date(2022, 2, 4), frozenset({"b", "a"})))
    ['2022-02-04', ['a', 'b']]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((to_plain(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], value: object) -> T:
    """Return a record of that kind from what `to_plain` gave. Keys that the record does not have are left alone.

    Raises:
        PanelqaError: it does not fit; names the field.
    """
    try:
        return _read(kind, value)  # type: ignore[return-value]  # _read goes by the kind's own fields
    except (TypeError, ValueError, KeyError) as error:
        raise PanelqaError(f"not a {kind.__name__} as this version writes them: {error}") from error


def _read(kind: object, value: object) -> object:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _read_either(inner, value)
    if origin is tuple:
        return _read_tuple(inner, value)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_record(kind, value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is dt.date and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(kind, type) or type(value) is not kind:
        raise TypeError(f"{value!r} is not a {getattr(kind, '__name__', kind)}")
    return value


def _read_either(kinds: tuple[object, ...], value: object) -> object:
    if value is None and type(None) in kinds:
        return None
    (kind,) = (one for one in kinds if one is not type(None))  # our records have no other unions
    return _read(kind, value)


def _read_tuple(kinds: tuple[object, ...], value: object) -> object:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], item) for item in value)
    return tuple(_read(kind, item) for kind, item in zip(kinds, value, strict=True))


def _read_record(kind: type, value: object) -> object:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    hints = get_type_hints(kind)
    missing = [
        one.name
        for one in fields(kind)
        if one.name not in value and one.default is MISSING and one.default_factory is MISSING
    ]
    if missing:
        raise KeyError(f"{kind.__name__} without {', '.join(missing)}")
    given = {}
    for one in fields(kind):
        if one.name in value:
            try:
                given[one.name] = _read(hints[one.name], value[one.name])
            except (TypeError, ValueError) as error:
                raise ValueError(f"{one.name}: {error}") from error
    return kind(**given)
