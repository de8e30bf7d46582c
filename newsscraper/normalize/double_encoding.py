"""Repairs text that was read as windows-1252 and written as UTF-8 again, where that is certain."""

import re
from typing import Final

from newsscraper.normalize.lazy_pattern import lazy_pattern


def _letter(byte: int) -> str:
    """Return what windows-1252 makes of *byte*; the five that it leaves out are controls."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES: Final = {ord(_letter(byte)): byte for byte in range(0x80, 0x100)} | {
    byte: byte for byte in range(0x80, 0xA0)
}
_FOLLOWING: Final = "[" + re.escape("".join(map(_letter, range(0x80, 0xC0)))) + "\x80-\x9f]"
_SYMBOLS: Final = "[\xa0°£©®½¼¾²³·§±]"

# What no true text has: a euro sign or the like behind "â"; "ðŸ"; a capital Ã, Ä or Å with a symbol
# behind it next to a small letter ("BarÃ§a", but not "“IRMÃ”"); "Â" before a symbol.
_DOUBLE: Final = lazy_pattern(
    f"â[\u20ac\u201a\u201e\u02c6\u2030]{_FOLLOWING}|ðŸ{_FOLLOWING}{{2}}|ï»¿"
    f"|(?<=[a-z])[ÃÄÅ]{_FOLLOWING}|[ÃÄÅ]{_FOLLOWING}(?=[a-z])|(?<![A-Z])Â{_SYMBOLS}"
)
# What is left of text that was encoded more often, and cannot be undone.
_LEFT: Final = lazy_pattern(f"[ÃÂâ]{_FOLLOWING}")
SUSPECTS: Final = "âðïÃÄÅÂ"
"""Letters without which nothing is to be repaired."""
_SUSPECT: Final = re.compile(f"[{SUSPECTS}]")
_MOST: Final = 10_000
"""Such letters in one text."""


def repair(text: str) -> str:
    """Return *text* with its doubly encoded characters as they were meant.

    ``HernÃ¡ndez`` and ``â€œkata`` are mended; ``João``, ``Â`` and ``Ã`` stay, and so does what
    lost a byte on the way (``â€"``).
    """
    mended, before = text, None
    while mended != before and _may_be_double(mended):
        before, mended = mended, _DOUBLE().sub(_meant, mended)
    return text if mended != text and _LEFT().search(mended) else mended


def _may_be_double(text: str) -> bool:
    """Tell whether anything is to be looked at; of what nobody writes, no part is certain."""
    return bool(_SUSPECT.search(text)) and sum(map(text.count, SUSPECTS)) <= _MOST


def _meant(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[ord(letter)] for letter in found[0]).decode()
    except (KeyError, UnicodeDecodeError):
        return found[0]
