"""What an answer to `/robots.txt` says, as RFC 9309 means it."""

import re
from typing import Final, NamedTuple

from protego import Protego
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.internet.error import ConnectError

MAX_BYTES: Final = 512 * 1024
"""How much of a robots.txt is read; RFC 9309, 2.5, asks for at least 500 KiB."""

_NO_RULES: Final = b""
_FORBID_ALL: Final = b"User-agent: *\nDisallow: /"

_NO_CONNECTION: Final = (CannotResolveHostError, DownloadConnectionRefusedError, ConnectError)

_LINES: Final = re.IGNORECASE | re.MULTILINE


class RobotsFile(NamedTuple):
    """The rules of one host."""

    text: bytes
    why: str = ""
    """What to say of the file when it forbids everything."""
    is_unknown: bool = False
    """Whether everything is forbidden because the rules could not be had."""
    is_silent: bool = False
    """Whether no connection to the host came about."""


def rules_of(response: Response) -> RobotsFile:
    """Return the rules that *response* brings (RFC 9309, 2.3.1)."""
    if 400 <= response.status < 500:
        return RobotsFile(_NO_RULES)
    if 200 <= response.status < 300:
        why = "forbids us all that it does not allow by name"
        return RobotsFile(whole_lines(response.body), why)
    why = f"answers {response.status}, so all is forbidden (RFC 9309)"
    return RobotsFile(_FORBID_ALL, why, is_unknown=True)


def unreachable(error: BaseException) -> RobotsFile:
    """Return the rules of a host whose file could not be fetched because of *error*."""
    why = f"cannot be fetched, so all is forbidden: {error!r}"
    return RobotsFile(_FORBID_ALL, why, is_unknown=True, is_silent=is_silence(error))


def is_silence(error: BaseException) -> bool:
    """Tell whether *error* means that no connection came about."""
    return isinstance(error, _NO_CONNECTION) or isinstance(error.__cause__, ConnectError)


def whole_lines(body: bytes) -> bytes:
    """Return *body* up to ``MAX_BYTES``, without a line that this would cut: it could mean more."""
    if len(body) <= MAX_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES))
    return body[: end + 1]


def without_lookalikes(body: bytes, token: str) -> bytes:
    """Return *body* with the groups renamed whose product token is but the beginning of *token*.

    Protego takes ``news`` for us, too, and ``newsscraper/1.0`` for another; RFC 9309, 2.2.1, wants
    the token, whole and alone.
    """
    starts = "|".join(re.escape(token[:length]) for length in range(len(token) - 1, 0, -1))
    line = rf"^([ \t]*user-agent[ \t]*:[ \t]*)({starts})(?=[ \t]*(?:#|\r?$))"
    body = re.sub(line.encode(), rb"\1not-\2", body, flags=_LINES)
    version = rf"^([ \t]*user-agent[ \t]*:[ \t]*{re.escape(token)})/[^\s#]*"
    return re.sub(version.encode(), rb"\1", body, flags=_LINES)


def delay_of(body: bytes, parser: RobotParser, token: str) -> float:
    """Return the seconds between two requests that ``Crawl-delay`` and ``Request-rate`` ask for.

    *parser* has read *body*. It tells the first; Scrapy's parsers do not tell the second.
    """
    rate = Protego.parse(body.decode("utf-8-sig", "ignore")).request_rate(token)
    per_request = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return max(parser.crawl_delay(token) or 0.0, per_request)
