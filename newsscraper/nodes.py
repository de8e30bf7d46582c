"""Elements of a page as text: what a reader sees of them."""

from typing import Any

from lxml import etree

from newsscraper.normalize.text import clean_text

_TEXT = etree.XPath("descendant::text() | descendant::br", smart_strings=False)


def text_of(node: Any) -> str:
    """Return the text of an element, attribute or JSON value; empty for any other type.

    Inline elements are joined untouched, so that words are neither glued nor split; ``br`` is a
    space.
    """
    if isinstance(node, str):
        return clean_text(node)
    return clean_text("".join(pieces_of(node))) if etree.iselement(node) else ""


def pieces_of(element: Any) -> list[str]:
    """Return the texts in an element one by one, a space for each ``br``."""
    if len(element) == 0:
        return [element.text or ""]
    if next(element.iter("br"), None) is None:
        return list(element.itertext())
    return [piece if isinstance(piece, str) else " " for piece in _TEXT(element)]


def links_of(element: Any) -> list[tuple[str, str]]:
    """Return address and text of the links in *element*, itself included, if they have text."""
    links = ((link.get("href"), text_of(link)) for link in element.iter("a"))
    return [(address, text) for address, text in links if address and text]


def email_of(element: Any) -> str:
    """Return the mail address that Cloudflare hides from robots; empty if there is none.

    ``data-cfemail`` holds a key byte and each byte of the address combined with it.
    """
    try:
        key, *code = bytes.fromhex(element.get("data-cfemail", ""))
        return bytes(byte ^ key for byte in code).decode()
    except ValueError:
        return ""
