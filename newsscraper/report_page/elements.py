"""The elements of the page: whatever comes from elsewhere ends up as text in one of them."""

from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from lxml import etree

from newsscraper.messages.redaction import visible

Node: TypeAlias = Any
"""An element of lxml."""

LONGEST: Final = 300
"""Characters of a text from a page that are shown."""

LONGEST_NAME: Final = 80
"""Characters of a name in a table of figures."""

_LONGEST_URL: Final = 2_000
_NONCHARACTERS: Final = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")


def element(tag: str, *content: "Node | str | None", **attributes: object) -> Node:
    """Return an element; ``class_`` is class, and an attribute that is None is left out."""
    values = {
        name.rstrip("_").replace("_", "-"): readable(str(value))
        for name, value in attributes.items()
        if value is not None
    }
    made = etree.Element(tag, values)
    for each in content:
        if isinstance(each, str):
            _add_text(made, each)
        elif each is not None:
            made.append(each)
    return made


def _add_text(made: Node, text: str) -> None:
    text = readable(text)
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def readable(text: str) -> str:
    """Return *text* with characters that cannot be seen, or turn others round, written out."""
    return visible(text).translate(_NONCHARACTERS)


def foreign(text: str | None, tag: str = "bdi", **attributes: object) -> Node:
    """Return a text from a page, cut to a length, apart from the direction of what is around it."""
    return element(tag, shortened(text or "") or "-", **attributes)


def shortened(text: str, most: int = LONGEST) -> str:
    """Return *text* in one line of at most so many characters."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def link(url: str | None, content: Node) -> Node:
    """Return *content* as a link if *url* is one of the web, else as it is."""
    if not url or len(url) > _LONGEST_URL or readable(url) != url or not _is_of_the_web(url):
        return content
    return element("a", content, href=url, rel="noopener noreferrer")


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
