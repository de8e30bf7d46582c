"""XML that publishers serve, sitemaps and feeds, read so that it can do no harm."""

import zlib
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree
from scrapy.http import Response

from newsscraper.failures import Reason
from newsscraper.page.cost import complaint
from newsscraper.page.opening import NoArticle

MOST_BYTES: Final = 8 * 1024 * 1024
"""Of a document, unpacked; a sitemap of 50,000 addresses has about as many."""

_MOST_TAGS: Final = 1_000_000
_MOST_PIECES: Final = 1000
"""Of a gzipped body; each is copied with all that follow."""

_GZIP: Final = b"\x1f\x8b\x08"


def read_xml(response: Response) -> Any:
    """Return the root element of *response*; the body may be gzipped.

    Raises NoArticle when it is no XML, or too large, or declares entities: these could name files
    and other hosts, or unpack to any length.
    """
    body = _unpacked(response.body)
    if b"<!ENTITY" in body:
        raise _declares_entities()
    if reason := complaint(body.decode("latin-1"), _MOST_TAGS):
        raise NoArticle(reason, f"the document has {reason.words}")
    try:
        root = etree.fromstring(body, _parser())
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise NoArticle(Reason.NOT_XML, "the document is not XML")
    document = root.getroottree().docinfo
    if document.internalDTD is not None and any(document.internalDTD.iterentities()):
        raise _declares_entities()  # in another encoding than ASCII's
    if not _is_whole(body, root):
        raise _cut_off()
    return root


def _declares_entities() -> NoArticle:
    return NoArticle(Reason.XML_ENTITIES, "the document declares entities")


def _cut_off() -> NoArticle:
    return NoArticle(Reason.CUT_OFF, "the document is damaged or cut off")


def _is_whole(body: bytes, root: Any) -> bool:
    """Tell whether the root element has its end: the parser takes a half for the whole."""
    name = etree.QName(root).localname
    name = f"{root.prefix}:{name}" if root.prefix else name
    is_readable = f"<{name}".encode() in body  # it is not in UTF-16
    return not is_readable or not len(root) or f"</{name}".encode() in body


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    text = b""
    for _ in range(_MOST_PIECES):
        if not body.startswith(_GZIP):
            break
        unpacker = zlib.decompressobj(wbits=31)
        try:
            text += unpacker.decompress(body, MOST_BYTES + 1 - len(text))
        except zlib.error:
            raise _cut_off() from None
        if len(text) > MOST_BYTES:
            raise NoArticle(Reason.TOO_LARGE, f"the document has more than {MOST_BYTES} bytes")
        if not unpacker.eof:
            raise _cut_off()
        body = unpacker.unused_data  # there may be several members
    return text


def _parser() -> etree.XMLParser:
    """Return a parser that asks for nothing; feeds are often not quite XML."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )


def children(element: Any, *names: str) -> Iterator[Any]:
    """Yield the children of *element* with one of the local *names*, whatever their namespace."""
    yield from element.iterchildren(*(f"{{*}}{name}" for name in names))


def text_in(element: Any, *names: str) -> str | None:
    """Return the text of the first child with one of the local *names* that has any."""
    for name in names:
        for child in children(element, name):
            if text := " ".join((child.text or "").split()):
                return text
    return None
