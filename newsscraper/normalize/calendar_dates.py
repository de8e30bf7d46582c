"""Dates of the calendar in words and numbers, cut out of a text by pattern.

So dateutil, which would guess, sees only complete dates.
"""

import re
from datetime import datetime, timedelta

from newsscraper.normalize.date_words import MONTHS, OFFSETS
from newsscraper.normalize.lazy_pattern import LazyPattern, lazy_pattern

Moment = tuple[datetime, str]
"""A point of time, naive where the text has no zone, and its precision: see `Date.precision`."""


def timed(moment: datetime) -> Moment:
    """Return *moment*, which has a time of day, with its precision."""
    return moment, "second" if moment.second else "minute"


def pattern(text: str) -> LazyPattern[str]:
    """Return *text* as the patterns of dates are: no case, blanks are for the eye."""
    return lazy_pattern(text, re.ASCII | re.IGNORECASE | re.VERBOSE)


_START = r"(?<!\w) (?<!\w/) (?<!\d[-.,:])"  # not in a number, a path, a range: 1-3 Maret 2021
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
# The MRT is a train, and AG is on number plates: only with a full stop are they months.
_STOPPED = {"mrt": r"(?-i:[Mm]rt)(?=\.)", "ag": r"(?-i:[Aa]g)(?=\.)"}
_NAMES = "|".join(_STOPPED.get(name, name) for names in MONTHS for name in names)
_NAME = rf"(?P<month>{_NAMES})(?![a-z])"
_YEAR = r"(?P<year>[12]\d{3})"
_AT = r"[^\w.:]{0,6} (([a-z]+\ ){0,2} (pukul|pkl|pk|jam|at)\b \W{1,3})?"  # before a time
_ANY_YEAR = (
    rf"(?P<year>[12]\d{{3}} | \d\d (?= {_AT}(?<!\d)\d\d?[.:]\d | \W*$))"  # not 9 Maret 15:30
)
_BEGIN = r"(^|(?<=[:,|]\ )|(?<=\ -\ ))"  # of the text, or behind a label
_WEEKDAY = r"(?<!\w) (senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad) [,\ ]{1,2}"
_DATES = (
    pattern(rf"{_START} {_YEAR} ([-/]) {_MONTH} \2 {_DAY} (?!\d|[./]\d)"),  # 2026-01-20
    pattern(rf"{_START} {_DAY} ([-.]) {_MONTH} \2 {_YEAR} (?!\d|[./]\d)"),  # 20-01-2026
    pattern(rf"{_START} {_DAY} / {_MONTH} / {_ANY_YEAR} (?!\d|\.\d|/\w)"),  # 20/1/2026, 20/1/26
    pattern(rf"{_START} {_DAY} [\ /-]? {_NAME} [\ .,/-]{{0,3}} {_ANY_YEAR} (?!\d)"),  # 20 Jan. 26
    # 08. Nopember 2016 jam 16:13; without a 0, a weekday and a time it is 12. in a list.
    pattern(rf"{_START} (?P<day>0[1-9]) \.\ ? {_NAME} [\ .,/-]{{0,3}} {_YEAR} (?!\d)"),
    pattern(rf"{_WEEKDAY} {_DAY} \.\ ? {_NAME} [\ .,/-]{{0,3}} {_YEAR} (?!\d)"),
    pattern(rf"{_BEGIN} {_DAY} \.\ ? {_NAME} [\ .,/-]{{0,3}} {_YEAR} (?={_AT}\d\d[.:]\d\d)"),
    pattern(rf"{_START} {_NAME} [\ .]{{1,2}} {_DAY} (st|nd|rd|th)? ,?\ {_YEAR} (?!\d)"),
)
_TO = r"(-+|s/d|s\.?d\b\.?|sampai(\ dengan)?|hingga|to)"
_OPEN_RANGE = pattern(
    rf"(?<![\d:.-]) {_DAY} (\ {_NAME}\.?)? (\ ?({_TO}|,?\ ?(dan|and|&)|,))\ ?(tanggal\ )?$"
)
_ZONE = rf"(GMT|UTC)\ ?[+-]\d\d?(:?\d\d)? | [+-]\d\d:?\d\d | {'|'.join(OFFSETS)}"
CLOCK = rf"""(T | {_AT})
    (?P<time>\d\d?[.:]\d\d ([.:]\d\d | (?! \ ?{_TO}\ ?\d\d?[.:]\d)))  # not 15:30-17:00: which?
    ([.,]\d+)? (?! [.:]?\d | \ ?(siang|sore|malam))  # nor 8.30 malam: guessing
    (?! \ ?waktu\ (?!baca))  # of another place
    (\ ?(?P<half>[ap])\.?m\b)?
    ([\ (]{{0,2}} (?P<zone>{_ZONE}) (?-i:(?![a-z])))?
    (?(zone) | (?-i:(?! \ ?\(?[A-Z]{{1,3}}T\b)))"""
"""A time of day behind a date; none with a zone of unknown or several meanings, ``BST``."""
_CLOCK = pattern(CLOCK)


def read_calendar(text: str) -> Moment | None:
    """Return the first date that *text* names with day, month and year; None if it names none.

    Raises ValueError or OverflowError when there is no such day.
    """
    matches = [match for form in _DATES if (match := form().search(text))]
    first = min(matches, key=re.Match.start, default=None)
    if not first or _OPEN_RANGE().search(text[: first.start()]):
        return None
    day = "{day} {month} {year}".format(**first.groupdict())
    clock = _CLOCK().match(text, first.end())
    return timed(_with_clock(day, clock)) if clock else (_parse(day), "day")


def _with_clock(day: str, clock: re.Match[str]) -> datetime:
    time = clock["time"].replace(".", ":")
    half = f"{clock['half']}m" if clock["half"] else ""
    # dateutil reads GMT+7 as POSIX does, as -07:00.
    zone = re.sub(r"\w+ ?(?=[+-])", "", (clock["zone"] or "").upper())
    if time in ("24:00", "24:00:00"):
        return _parse(f"{day} 00:00 {zone}") + timedelta(days=1)
    return _parse(f"{day} {time} {half} {zone}")


def _parse(day_first: str) -> datetime:
    from newsscraper.normalize.complete_dates import read_complete  # few pages need dateutil

    return read_complete(day_first)
