"""Headers and body of a recorded answer as they fit together, whatever its recorder did to them."""

import re
from collections.abc import Iterable
from typing import Final

from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Headers

_CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]+)[ \t]*(?:;[^\r\n]*)?\r\n")

_UNPACKED: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*"
    rb"(?:<(?:!doctype|!--|\?xml|html|head|body|meta|script|link|style|title)|\[?\s*\{\s*\"\w+\"\s*:)",
    re.IGNORECASE,
)
"""Begins a page, or an answer in the place of one, and nothing that is packed."""


def as_sent(pairs: Iterable[tuple[str, str]], body: bytes) -> tuple[Headers, bytes]:
    """Return the headers, given as *pairs*, and *body* without chunks.

    Many recorders leave the headers ``Transfer-Encoding`` and ``Content-Encoding`` with a body that
    they have put together and unpacked: CC-NEWS did until May 2019. What is still packed is left to
    Scrapy. Raises ResponseDataLossError when the last chunk is missing.
    """
    headers = Headers()
    for name, value in pairs:
        headers.appendlist(name, value)
    transfer = headers.get("Transfer-Encoding") or b""
    headers.pop("Transfer-Encoding", None)
    if b"chunked" in transfer.lower():
        body = _unchunked(body)
    if _UNPACKED.match(body):
        headers.pop("Content-Encoding", None)
    return headers, body


def _unchunked(body: bytes) -> bytes:
    """Return *body* without the chunk sizes, and as it stands if it has none.

    Raises ResponseDataLossError, as Scrapy's HTTP handlers do, when the end is missing.
    """
    parts: list[bytes] = []
    end = 0
    while match := _CHUNK_SIZE.match(body, end):
        start, size = match.end(), int(match[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[start : start + size])
        end = start + size + len(b"\r\n")
    if parts:
        raise ResponseDataLossError("The recorded body ends before its last chunk.")
    return body
