"""Elements of a page as text: what a reader sees of them."""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from typing import Any

from lxml import etree

from newsscraper.normalize.text import clean_text

_UNREAD = ("script", "style", "template", "svg")
"""Elements whose text no reader sees."""
MOST_LINKS = 50
"""Links of one block or list item that are looked at."""
_LONGEST, _MOST = 20_000, 2_000
"""Characters of a field, and pieces of text in it; what has more is none."""


def text_of(node: Any) -> str:
    """Return the text of an element, attribute or JSON value; empty for any other type.

    Inline elements are joined untouched, so that words are neither glued nor split; ``br`` is a
    space. What is too long to be a field has none.
    """
    if isinstance(node, str):
        return clean_text(node)
    return clean_text("".join(pieces_of(node))) if etree.iselement(node) else ""


def pieces_of(element: Any) -> list[str]:
    """Return the texts in an element one by one, a space for each ``br``."""
    if len(element) == 0:
        pieces: Iterable[str] = [element.text or ""]
    elif next(element.iter("br", *_UNREAD), None) is None:
        pieces = element.itertext()
    else:
        pieces = _read(element)
    return _short(pieces)


def _read(element: Any, without: Set[Any] = frozenset()) -> Iterator[str]:
    """Yield the texts that a reader sees, a space for each ``br``, but none of those *without*."""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and (node.tag in _UNREAD or node in without):
            walk.skip_subtree()
        elif event == "start":
            yield " " if node.tag == "br" else node.text or ""
        elif node is not element:
            yield node.tail or ""


def _short(pieces: Iterable[str]) -> list[str]:
    """Return *pieces*, none if they are too long; elements in one another share long texts."""
    kept, length = [], 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length > _LONGEST or len(kept) > _MOST:
            return []
    return kept


def links_of(element: Any) -> list[tuple[str, str]]:
    """Return address and text of the links in *element*, itself included, if they have text."""
    links = map(link_of, islice(element.iter("a"), MOST_LINKS))
    return [link for link in links if all(link)]


def link_of(anchor: Any) -> tuple[str, str]:
    """Return address and text of one link; either may be empty."""
    return anchor.get("href", ""), text_of(anchor)


def words_in(elements: Sequence[Any], without: Set[Any] = frozenset()) -> int:
    """Return the words in *elements* as editorial systems count them.

    Each non-breaking space is one, and so is all that stands between other white space: credits
    and links to other stories, too, but not what is in the elements *without*, which the template
    adds. What lies in another of the elements counts once.
    """
    outer = set(elements)
    words = 0
    for element in elements:
        if outer.isdisjoint(element.iterancestors()):
            text = "".join(_read(element, without))
            words += len(text.split()) + text.count("\xa0")
    return words


def email_of(element: Any) -> str:
    """Return the mail address that Cloudflare hides from robots; empty if there is none.

    ``data-cfemail`` holds a key byte and each byte of the address combined with it.
    """
    try:
        key, *code = bytes.fromhex(element.get("data-cfemail", ""))
        return bytes(byte ^ key for byte in code).decode()
    except ValueError:
        return ""
