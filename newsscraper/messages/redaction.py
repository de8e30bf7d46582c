"""Keeps secrets, and characters that play tricks on a terminal, out of what people read."""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from newsscraper.normalize.lazy_pattern import lazy_pattern

HIDDEN: Final = "***"

_SECRET_NAME: Final = lazy_pattern(
    r"PASS|_PWD|SECRET|TOKEN|CREDENTIAL|COOKIE(?!S)|AUTHORIZATION"
    r"|(?:ACCESS|API|PRIVATE|ACCOUNT)[_-]?KEY",
    re.IGNORECASE,
)
_SHORTEST: Final = 4
"""Characters; a shorter value would be found in ordinary words."""

_NO_SECRETS: Final = frozenset({"true", "false", "none", "null"})

# A password may hold what should have been escaped; a URL taken for a path has one slash.
_USER_INFO: Final = re.compile(
    r"(?:(?<=://)|(?<=[a-z]:/))(?:[^\s/?#@:'\"<>]{0,200}:[^\s'\"<>]{0,500}@|[^\s/?#@:'\"<>]{1,500}@)"
)
_PARAMETER: Final = lazy_pattern(
    r"([?&;#](?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|signature|credential|apikey|api_key)"
    r"|x-amz-[\w-]{1,40}|awsaccesskeyid|sig|key|pass|auth)=)[^\s&;'\"<>]+",
    re.IGNORECASE,
)
_AUTHORIZATION: Final = re.compile(
    r"(authorization['\"]?\s{0,3}[:=,]\s{0,3}\[?b?['\"]?(?:basic|bearer|digest)\s{1,3})[^\s'\",\]]+",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"((?:password|passwd|secret|token|api[_-]?key|access[_-]?key)['\"]?\s{0,3}[:=]\s{0,3}b?)"
    r"(?!['\"]?\*\*\*)(?:'[^']{1,500}'|\"[^\"]{1,500}\"|[^\s'\",;&}\])]+)",
    re.IGNORECASE,
)
# All control characters but tab and line feed; direction marks, zero-width and lone surrogates.
_UNSEEN: Final = (
    *(range(0x09), range(0x0B, 0x20), range(0x7F, 0xA0), range(0x61C, 0x61D)),
    *(range(0x200B, 0x2010), range(0x2028, 0x202F), range(0x2060, 0x206A)),
    *(range(0xFEFF, 0xFF00), range(0xD800, 0xE000), range(0xE0000, 0xE0080)),
    *(range(0xAD, 0xAE), range(0x180E, 0x180F)),
)

_known: set[str] = set()


def learn(settings: Mapping[str, Any]) -> None:
    """Remember the values of secret settings, and of environment variables with such names."""
    for name, value in (*_named(settings), *os.environ.items()):
        if name.lower().endswith("proxy") and "@" in value:
            name, value = "password", value.rpartition("@")[0].rpartition(":")[2]
        is_word = len(value) < _SHORTEST or value.lower() in _NO_SECRETS
        if not is_word and _SECRET_NAME().search(name) and not _is_path(value):
            _known.update((value, quote(value, safe=""), unquote(value), repr(value)[1:-1]))


def _is_path(value: str) -> bool:
    """Tell whether *value* is where a secret lies, and none itself."""
    return value.startswith("/") and Path(value).exists()


def _named(values: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts among *values* with their names, those within other values included."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _named(value)
        elif isinstance(value, bytes):
            yield str(name), value.decode("latin-1")
        elif isinstance(value, str):
            yield str(name), value


def redact(text: str) -> str:
    """Return *text* without known secrets, users and passwords of URLs, tokens in queries."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    text = _USER_INFO.sub(f"{HIDDEN}@", text) if "@" in text else text
    text = _PARAMETER().sub(rf"\1{HIDDEN}", text) if "=" in text else text
    text = _NAMED.sub(rf"\1{HIDDEN}", text)
    return _AUTHORIZATION.sub(rf"\1{HIDDEN}", text)


def without_user(uri: str) -> str:
    """Return *uri* without user name and password."""
    parts = urlsplit(uri)
    netloc = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=netloc).geturl() if parts.netloc else uri


def visible(text: str) -> str:
    r"""Return *text* with what a terminal would obey written out, such as ``\x1b``."""
    return text if text.isprintable() else text.translate(_written_out())


@cache
def _written_out() -> dict[int, str]:
    return {code: ascii(chr(code))[1:-1] for codes in _UNSEEN for code in codes}
