"""Regular expressions that are compiled when they are first used.

Those that read papers and follow up requests are many and long, and most questions need none of them: compiling them
took a sixth of the time from a start to its answer.
"""

import re
from typing import cast


class _Deferred:
    """Stands for a compiled pattern; a method that was used once is its own, so that later calls cost no more."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        value: object = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, value)
        return value


def deferred(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern, compiled when it is first used: as good as `re.compile` but for the functions of `re` itself.

    >>> deferred("precepts?").findall("precept and precepts")
    ['precept', 'precepts']
    """
    return cast("re.Pattern[str]", _Deferred(pattern, flags))
