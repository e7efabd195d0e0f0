"""Words as Markdown that reads as they do: nothing in them becomes a link, a picture or markup."""

import re

_SIGNS = re.compile(r"[\\`*_\[\]<>]|(?<=:)/(?=/)|(?<=\bwww)\.|@")


def as_markdown(text: str) -> str:
    r"""Return a text whose signs mean nothing to Markdown, GitHub's kind included, which makes links of bare addresses.

    >>> as_markdown("![seal](http://evil.example/p.png) <b>")
    '!\\[seal\\](http:\\//evil.example/p.png) \\<b\\>'
    """
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
