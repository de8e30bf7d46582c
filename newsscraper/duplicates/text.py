"""The text of an article as comparisons look at it: words, shingles, and what is particular in it.

Particulars are figures, names and dates. Newsrooms fill the same template day by day, for another
town, match or day: such texts share most of their words and differ in particulars.
"""

import re
from functools import cached_property
from typing import Final, NamedTuple
from zlib import crc32

WORDS_IN_SHINGLE: Final = 3

_WORD: Final = r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|%"
_WORDS: Final = re.compile(_WORD)
_WORDS_AND_ENDS: Final = re.compile(rf"{_WORD}|[.!?\n]")
_MONTHS: Final = (
    "januari februari maret april mei juni juli agustus september oktober november desember"
).split()
_WEEKDAYS: Final = "senin selasa rabu kamis jumat sabtu minggu ahad".split()
_CALENDAR: Final = frozenset((*_MONTHS, *_WEEKDAYS))
_DATE: Final = re.compile(r"\d\d?/\d\d?(?:/\d{2,4})?")
_DAY: Final = re.compile(
    rf"\b(\d\d?)(?:/(\d\d?)\b|\s({'|'.join(_MONTHS)})\b)", re.ASCII | re.IGNORECASE
)

ORDINARY: Final = ""
FIGURE: Final = "#"
NAME: Final = "@"
DATE: Final = "/"
PARTICULARS: Final = frozenset((FIGURE, NAME, DATE))


class Word(NamedTuple):
    """A word in its text."""

    text: str
    """In lower case."""
    kind: str
    """ORDINARY, FIGURE, NAME or DATE."""


Frame = tuple[str, str, str]
"""Three words in a row; of particulars only the kind is given."""


class Text:
    """A body; what comparisons ask for is computed when they do."""

    def __init__(self, body: str) -> None:
        self.body = body

    @cached_property
    def words(self) -> list[str]:
        """Words and figures of the body in order, in lower case."""
        return _WORDS.findall(self.body.casefold())

    @cached_property
    def shingles(self) -> set[int]:
        """32-bit hashes of every three words in a row: CRC-32, the same in every process."""
        words = self.words
        rows = map(" ".join, zip(words, words[1:], words[2:], strict=False))
        return set(map(crc32, map(str.encode, rows)))

    @cached_property
    def days(self) -> set[tuple[int, int]]:
        """Day and month of every date in the body."""
        return {
            (int(day), int(number) if number else _MONTHS.index(name.lower()) + 1)
            for day, number, name in _DAY.findall(self.body)
        }

    @cached_property
    def frames(self) -> dict[Frame, set[Frame]]:
        """Every frame of the body, with the words that stand in it."""
        frames: dict[Frame, set[Frame]] = {}
        words = self._kinds
        for one, two, three in zip(words, words[1:], words[2:], strict=False):
            frame = (one.kind or one.text, two.kind or two.text, three.kind or three.text)
            frames.setdefault(frame, set()).add((one.text, two.text, three.text))
        return frames

    @cached_property
    def _kinds(self) -> list[Word]:
        """The words of the body, with their kind."""
        words: list[Word] = []
        begins = True
        for text in _WORDS_AND_ENDS.findall(self.body):
            if text in ".!?\n":
                begins = True
                continue
            kind = _kind_of(text, begins=begins)
            if kind == DATE and words and words[-1].kind == FIGURE and len(words[-1].text) < 3:
                words[-1] = words[-1]._replace(kind=DATE)  # the 20 of 20 Januari
            words.append(Word(text.casefold(), kind))
            begins = False
        return words


def _kind_of(text: str, *, begins: bool) -> str:
    """Return the kind of a word; at the beginning of a sentence a capital makes no name."""
    if text[0].isdigit():
        return DATE if _DATE.fullmatch(text) else FIGURE
    if not text[0].isupper():
        return ORDINARY
    if text.lower() in _CALENDAR:
        return DATE
    return ORDINARY if begins else NAME
