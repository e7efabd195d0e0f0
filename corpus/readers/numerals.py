"""List markers as a browser or Word prints them."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip

BULLET = "·\u00a0"  # as ModernGov's text has it


def roman(n: int) -> str:
    """Return a number from 1 to 3,999 in small roman numerals, any other in figures.

    >>> roman(14)
    'xiv'
    """
    if not 0 < n < 4000:
        return str(n)
    out = ""
    for value, letters in _ROMAN:
        out += letters * (n // value)
        n %= value
    return out


def letter(n: int) -> str:
    """Return a number from 1 as letters: a to z, then aa, ab as browsers count; any other in figures.

    >>> letter(28)
    'ab'
    """
    if n < 1:
        return str(n)
    out = ""
    while n:
        n, rest = divmod(n - 1, 26)
        out = chr(ord("a") + rest) + out
    return out
