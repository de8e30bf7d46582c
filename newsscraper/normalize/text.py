"""Clean text: white space, invisible characters, sign-offs, datelines."""

import re
import unicodedata

from newsscraper.normalize.double_encoding import SUSPECTS, repair
from newsscraper.normalize.lazy_pattern import lazy_pattern

# Zero-width spaces, the soft hyphen, direction overrides, placeholders of embedded objects and
# non-characters carry no text; 00A0 and 202F are white space for split().
_HIDDEN = "\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff"
_INVISIBLE = lazy_pattern(f"[{_HIDDEN}]+")
# Joiners and direction marks belong to Arabic script (verses, prayers) and to nothing else here.
_ARABIC = "[\u0600-\u061b\u061d-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
_MARKS = "\u061c\u200c-\u200f"
_STRAY_MARKS = lazy_pattern(f"(?:(?<!{_ARABIC})[{_MARKS}](?!{_ARABIC}))+")
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_CONTROL = re.compile(f"[{_CONTROLS}]+")
_SURROGATES = "\ud800-\udfff"
_SURROGATE = lazy_pattern(f"[{_SURROGATES}]")
# Few texts have any of them, and one look for all is fast.
_ODD = re.compile(f"[{_HIDDEN}{_MARKS}{_CONTROLS}{_SURROGATES}{SUSPECTS}]")

_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}


def clean_text(text: str) -> str:
    """Return *text* in one line: NFC, single spaces, nothing invisible, no broken characters.

    A lone surrogate (JSON-LD can carry one) becomes U+FFFD, so that every file format can hold
    the text. Joiners and direction marks stay beside Arabic letters. NFC and not NFKC, which
    would turn ``m²`` into ``m2``.
    """
    if not text.isascii():
        if _ODD.search(text):
            text = _mended(text)
        text = unicodedata.normalize("NFC", text)
    text = text.strip()
    if text.isprintable() and "  " not in text:  # a blank is the only white space that is printable
        return text
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(_CONTROL.sub("", line).split())


def _mended(text: str) -> str:
    """Return *text* without what is invisible or broken."""
    text = repair(_SURROGATE().sub("\ufffd", text))
    return repair(_STRAY_MARKS().sub("", _CONTROL.sub("", _INVISIBLE().sub("", text))))


def split_sign_off(text: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    """Return *text* without the desk's sign-off at its end, and the sign-off without brackets.

    *pattern* is the publisher's, with a group ``code``, and has to match up to the end:
    a generic "last bracket" rule would cut dates and abbreviations out of real text.
    """
    tail = pattern.search(text, max(len(text) - 80, 0))
    if tail is None:
        return text, None
    return text[: tail.start()].rstrip(), tail["code"]


def split_dateline(text: str, pattern: re.Pattern[str]) -> tuple[str | None, str]:
    """Return the place of the dateline that opens *text*, as printed, and the text after it."""
    head = pattern.match(text)
    if head is None:
        return None, text
    return head["place"], text[head.end() :]


def letters_of(text: str) -> str:
    """Return letters and digits only, in lower case: what two spellings of a line share."""
    if text.isascii():
        return text.translate(_NO_LETTERS).lower()
    return "".join(filter(str.isalnum, text)).casefold()
