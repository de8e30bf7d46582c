"""From the bytes of a page to its text, whatever charset it claims to have."""

from codecs import BOM_UTF8
from typing import Final, NamedTuple

from scrapy.http import TextResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

_WIDE: Final = ("utf-16", "utf-32")
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16, and of UTF-32 with the low bytes first."""


class Markup(NamedTuple):
    """A page, decoded."""

    text: str
    utf_8: bytes
    """The same as the parser takes it: most pages come so, and are not encoded anew."""


def page_text(response: TextResponse) -> str:
    """Return the text of a page, see `decoded`."""
    return decoded(response).text


def decoded(response: TextResponse) -> Markup:
    """Return the markup of a page.

    What is UTF-8 is read as UTF-8: no text in another charset looks like it by chance. Else the
    page's own word counts (header, then meta), and windows-1252 if it claims to be UTF-8.
    """
    body = response.body
    if body.startswith(_MARKS) or (_has_many_nulls(body) and response.encoding.startswith(_WIDE)):
        return _encoded(response.text)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return _encoded(_not_quite_utf_8(response))
    return Markup(text.removeprefix("\ufeff"), body.removeprefix(BOM_UTF8))


def _encoded(text: str) -> Markup:
    return Markup(text, text.encode("utf-8", "replace"))


def _not_quite_utf_8(response: TextResponse) -> str:
    """Return a text that has damaged UTF-8 in it, or another charset."""
    text = response.body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - damaged
    if sound > damaged:
        return text.removeprefix("\ufeff")
    header = response.headers.get("Content-Type") or b""
    declared = http_content_type_encoding(header.decode("latin-1"))
    declared = declared or html_body_declared_encoding(response.body)
    if declared in (None, "utf-8", "ascii"):  # a guess would take it for another country's
        return response.body.decode("cp1252", "replace")
    return response.text


def _has_many_nulls(body: bytes) -> bool:
    return 0 in body and body.count(0) > len(body) // 8
