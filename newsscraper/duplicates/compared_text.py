"""The text of an article as comparisons look at it: words, shingles, and what is particular in it.

Particulars are figures, names and dates. Newsrooms fill the same template day by day, for another
town, match or day: such texts share most of their words and differ in particulars.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, TypeVar
from zlib import crc32

_WORD: Final = r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|%"
_WORDS: Final = re.compile(_WORD)
_FIGURE: Final = re.compile(rb"00*+(?:[.,:/-]0++)*+")
"""Figures where all digits are zeros: what begins with a letter is looked for in one step."""

_AS_DIGITS: Final = bytes.maketrans(b"123456789", b"000000000")
_AS_WORDS: Final = re.sub(rb"[^a-z%\x80-\xff]", b" ", bytes(range(256)).lower())
"""Bytes of UTF-8 in lower case; in the place of what no word has stands white space."""

_BETWEEN: Final = re.compile(r"[^\x00-\x7f\w]")
"""Beyond ASCII what no word has, as quotes and dashes."""

_OTHER_DIGITS: Final = re.compile(r"[^\D0-9]")

_ENDS: Final = frozenset(".!?\n")
_WORDS_AND_ENDS: Final = re.compile(rf"{_WORD}|[.!?\n]")
_MONTHS: Final = (
    "januari februari maret april mei juni juli agustus september oktober november desember"
).split()
_MONTH_NUMBERS: Final = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAYS: Final = "senin selasa rabu kamis jumat sabtu minggu ahad".split()
_CALENDAR: Final = frozenset((*_MONTHS, *_MONTH_NUMBERS, *_WEEKDAYS))
_SIGNS: Final = frozenset(
    "aries taurus gemini cancer leo virgo libra scorpio skorpio sagitarius sagittarius"
    " capricorn kaprikornus aquarius akuarius pisces pises".split()
)
_SHIO: Final = re.compile(
    r"\bshio (tikus|kerbau|macan|harimau|kelinci|naga|ular|kuda|kambing|monyet|ayam|anjing|babi)\b"
)
_LEAD: Final = 30
"""Shingles."""

_DATE: Final = re.compile(r"\d\d?/\d\d?(?:/\d{2,4})?|\d\d?([-.])\d\d?\1\d{4}", re.ASCII)
_MONTH: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_DAY: Final = re.compile(
    rf"\b(\d\d?)(?:/(\d\d?)\b|[-.](\d\d?)[-.]\d{{4}}\b|\s({_MONTH})\b)",
    re.ASCII | re.IGNORECASE,
)

_T = TypeVar("_T")

ORDINARY: Final = ""
"""Kind of a word that is no particular."""

FIGURE: Final = "#"
"""Kind of a number."""

NAME: Final = "@"
"""Kind of a word with a capital that begins no sentence."""

DATE: Final = "/"
"""Kind of a date, or a part of one."""

_KINDS: Final = frozenset((FIGURE, NAME, DATE))


Frame = tuple[str, str, str]
"""Three words in a row; of particulars only the kind is given."""


class Text:
    """A body; what comparisons ask for is computed when they do."""

    def __init__(self, body: str) -> None:
        self.body = body

    @cached_property
    def words(self) -> list[str]:
        """Words and figures of the body in order, in lower case."""
        return b" ".join(self._encoded).decode().split()

    @property
    def length(self) -> int:
        """How many words there are."""
        return len(self._encoded)

    @cached_property
    def shingles(self) -> set[int]:
        """The hashes, in no order."""
        return set(self.hashes)

    @cached_property
    def hashes(self) -> list[int]:
        """32-bit hashes of every three words in a row: CRC-32, the same in every process."""
        return list(map(crc32, map(b" ".join, _in_rows(self._encoded))))

    @property
    def lead(self) -> set[int]:
        """The shingles that the text begins with, where a story says what is new."""
        return set(self.hashes[:_LEAD])

    @cached_property
    def _encoded(self) -> list[bytes]:
        """The words in UTF-8, as hashes are made of them."""
        body = self.body
        if not body.isascii():
            body = _BETWEEN.sub(" ", body.casefold())
            if _OTHER_DIGITS.search(body):
                return [word.encode() for word in _WORDS.findall(body)]
        return _encoded_words(body.encode())

    @cached_property
    def signs(self) -> set[str]:
        """Signs of the zodiac, or of the Chinese one: a horoscope is about one."""
        has_shio = "shio" in self.words
        animals = _SHIO.findall(self.body.casefold()) if has_shio else ()
        return {*_SIGNS.intersection(self.words), *animals}

    @cached_property
    def day(self) -> tuple[int, int] | None:
        """Day and month of the first date in the body, which says what day it is about."""
        if not (found := _DAY.search(self.body)):
            return None
        day, after_slash, after_dot, name = found.groups()
        month = _MONTH_NUMBERS[name[:3].lower()] if name else int(after_slash or after_dot)
        return int(day), month

    @cached_property
    def frames(self) -> set[Frame]:
        """Every frame of the body."""
        return set(_in_rows(self._shown))

    @cached_property
    def filled(self) -> set[tuple[Frame, Frame]]:
        """The frames with particulars and a word around them, each with the words in its place."""
        texts, _ = self._texts_and_kinds
        rows = zip(_in_rows(self._shown), _in_rows(texts), strict=True)
        return {each for each in rows if each[0] != each[1] and not _KINDS.issuperset(each[0])}

    @cached_property
    def _shown(self) -> list[str]:
        """The words as frames show them."""
        return [kind or text for text, kind in zip(*self._texts_and_kinds, strict=True)]

    @cached_property
    def _texts_and_kinds(self) -> tuple[list[str], list[str]]:
        """The words of the body, and the kind of each."""
        texts: list[str] = []
        kinds: list[str] = []
        begins = True
        for text in _words_and_ends(self.body):
            if text in _ENDS:
                begins = True
                continue
            kind = ORDINARY if text.islower() else _kind_of(text, begins=begins)
            if kind == DATE and kinds and kinds[-1] == FIGURE and len(texts[-1]) < 3:
                kinds[-1] = DATE  # the 20 of 20 Januari
            texts.append(text.casefold())
            kinds.append(kind)
            begins = False
        return texts, kinds


def _words_and_ends(body: str) -> list[str]:
    """Return the words of a body as they are written, and what ends its sentences."""
    words: list[str] = []
    for piece in body.split(" "):
        word = piece.rstrip(",")
        if word.isalpha():
            words.append(word)
        else:
            words += _WORDS_AND_ENDS.findall(piece)
    return words


def _encoded_words(body: bytes) -> list[bytes]:
    """Return what `_WORD` finds in a body in UTF-8, in lower case, at half the cost."""
    body = body.replace(b"%", b" % ")
    digits = body.translate(_AS_DIGITS)
    letters = body.translate(_AS_WORDS)
    words: list[bytes] = []
    before = 0
    for figure in _FIGURE.finditer(digits):
        start, end = figure.span()
        words += letters[before:start].split()
        words.append(body[start:end])
        before = end
    return words + letters[before:].split()


def _in_rows(words: Sequence[_T]) -> Iterator[tuple[_T, _T, _T]]:
    """Yield every three words in a row."""
    return zip(words, words[1:], words[2:], strict=False)


def _kind_of(text: str, *, begins: bool) -> str:
    """Return the kind of a word; at the beginning of a sentence a capital makes no name."""
    if text[0].isdigit():
        return DATE if _DATE.fullmatch(text) else FIGURE
    if not text[0].isupper():
        return ORDINARY
    if text.lower() in _CALENDAR:
        return DATE
    return ORDINARY if begins else NAME
