"""Keeps secrets, and characters that play tricks on a terminal, out of what people read."""

import os
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, unquote

HIDDEN: Final = "***"

_SECRET_NAME: Final = re.compile(
    r"PASS|SECRET|TOKEN|CREDENTIAL|(?:ACCESS|API|PRIVATE|ACCOUNT)_?KEY|HTTPAUTH", re.IGNORECASE
)
_SHORTEST: Final = 4
"""Characters; a shorter value would be found in ordinary words."""

_USER_INFO: Final = re.compile(r"(?<=://)[^\s/?#@'\"<>]{1,500}@")
_PARAMETER: Final = re.compile(
    r"([?&;](?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|signature|credential|apikey|api_key)"
    r"|x-amz-[\w-]{1,40}|awsaccesskeyid|sig|key|pass|auth)=)[^\s&;'\"<>]+",
    re.IGNORECASE,
)
_AUTHORIZATION: Final = re.compile(
    r"(authorization['\"]?\s{0,3}[:=,]\s{0,3}\[?b?['\"]?(?:basic|bearer|digest)\s{1,3})[^\s'\",\]]+",
    re.IGNORECASE,
)
# All control characters but tab and line feed; direction marks, zero-width and lone surrogates.
_UNSEEN: Final = (
    *(range(0x09), range(0x0B, 0x20), range(0x7F, 0xA0), range(0x61C, 0x61D)),
    *(range(0x200B, 0x2010), range(0x2028, 0x202F), range(0x2060, 0x206A)),
    *(range(0xFEFF, 0xFF00), range(0xD800, 0xE000)),
)
_WRITTEN_OUT: Final = {code: ascii(chr(code))[1:-1] for codes in _UNSEEN for code in codes}

_known: set[str] = set()


def learn(settings: Mapping[str, Any]) -> None:
    """Remember the values of secret settings, and of environment variables with such names."""
    for name, value in (*settings.items(), *os.environ.items()):
        if isinstance(value, str) and len(value) >= _SHORTEST and _SECRET_NAME.search(name):
            _known.update((value, quote(value, safe=""), unquote(value), repr(value)[1:-1]))


def redact(text: str) -> str:
    """Return *text* without known secrets, users and passwords of URLs, tokens in queries."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    text = _USER_INFO.sub(f"{HIDDEN}@", text) if "@" in text else text
    text = _PARAMETER.sub(rf"\1{HIDDEN}", text) if "=" in text else text
    return _AUTHORIZATION.sub(rf"\1{HIDDEN}", text)


def visible(text: str) -> str:
    r"""Return *text* with what a terminal would obey written out, such as ``\x1b``."""
    return text.translate(_WRITTEN_OUT)
