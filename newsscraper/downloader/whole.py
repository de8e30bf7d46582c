"""Tells whole pages from those of which only a part arrived."""

import re
import struct
import zlib
from typing import Final

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response

from newsscraper.failures import Fate, Reason, Refusal, Verdict

CUT_OFF: Final = "cut_off"
"""Flag of a response whose compressed body has no proper end."""

_OPENED: Final = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED: Final = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_HEAD: Final = 4096
"""Bytes in which a page opens."""
_TAILS: Final = (64, 16384)
"""Bytes in which a page closes: most do so at their very end, but scripts may follow."""

_GZIP: Final = 31
"""What zlib calls a gzip header and trailer."""


class DecompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, which passes on half of a page without a word.

    A damaged or cut body becomes a response with the flag ``cut_off``.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return *response* unpacked. Raises Refusal when that exceeds ``DOWNLOAD_MAXSIZE``."""
        is_gzip = (response.headers.get("Content-Encoding") or b"").strip().lower() == b"gzip"
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest as error:
            raise Refusal(
                Verdict(Fate.FAILED, Reason.TOO_LARGE, response.status), str(error)
            ) from error
        except Exception:  # each kind of compression has its own
            return _flagged(response)
        if isinstance(unpacked, Response) and response.body:
            is_half = is_gzip and not _is_whole_gzip(response, unpacked)
            return _flagged(unpacked) if is_half or not unpacked.body else unpacked
        return unpacked


def _flagged(response: Response) -> Response:
    return response.replace(flags=[*response.flags, CUT_OFF])


def _is_whole_gzip(packed: Response, unpacked: Response) -> bool:
    """Tell whether the last eight bytes give checksum and length of the content (RFC 1952, 2.3.1).

    If not, there may be several members, each of which has to come to its end.
    """
    content = unpacked.body
    said = struct.pack("<II", zlib.crc32(content), len(content) % 2**32)
    return packed.body.endswith(said) or _ends_with_a_member(packed.body)


def _ends_with_a_member(body: bytes) -> bool:
    while body:
        member = zlib.decompressobj(_GZIP)
        try:
            member.decompress(body)
        except zlib.error:
            return False
        if not member.eof:
            return False
        body = member.unused_data.lstrip(b"\0")  # padding; at its end zeros are a length
    return True


def is_cut_off(response: Response) -> bool:
    """Tell whether *response* lacks its end: a page that opens ``<html>`` has to close it, too.

    A connection that is cut looks like the end of a page when no length was announced, and a
    wrong length cuts without a trace.
    """
    if CUT_OFF in response.flags:
        return True
    if response.status != 200 or not isinstance(response, HtmlResponse):
        return False
    body = response.body
    is_opened = _OPENED.search(body, 0, _HEAD) is not None
    return is_opened and not any(_CLOSED.search(body, len(body) - tail) for tail in _TAILS)
