"""Dates as Indonesian publishers print them, read to ISO 8601 strings."""

import html
import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.parser import parser, parserinfo

_LONGEST = 200  # characters that are looked at: date fields are shorter, and it bounds the work
_EARLIEST = date(1995, 1, 1)  # no news was online before; Unix time zero is no date
_AHEAD = timedelta(days=2)  # what a wrong zone or clock explains; later dates are misreadings


class Date(NamedTuple):
    """A date that was read, and how much of it the text really said."""

    value: str
    """ISO 8601 with seconds and offset; 00:00:00 where the text has no time."""
    precision: str
    """`day`, `minute` or `second`."""


_Found = tuple[datetime, str]
"""A moment, naive where the text has no zone, and its precision."""


def parse_date(
    text: str, *, timezone: str = "Asia/Jakarta", now: datetime | None = None
) -> str | None:
    """Return the date in *text* as `2021-03-09T15:30:00+07:00`: the value of `read_date`."""
    found = read_date(text, timezone=timezone, now=now)
    return found.value if found else None


def read_date(
    text: str, *, timezone: str = "Asia/Jakarta", now: datetime | None = None
) -> Date | None:
    """Return the first date in *text* with its precision, None if it names no complete one.

    An offset or zone in the text is kept; *timezone*, the publisher's own, is for text without.
    *now* (default: the present; naive means *timezone*) is the base of relative words such as
    `5 menit lalu`, and nothing more than two days after it is a date. No text raises.
    """
    present = _present(now, _zone(timezone))
    text = text.strip()[:_LONGEST]
    try:
        found = _read_numbers(text, present) or _read_words(_clean(text), present)
        return _dated(*found, present) if found else None
    except (ValueError, OverflowError):
        return None


def is_relative(text: str) -> bool:
    """Tell whether *text* is a date by the distance from now: `kemarin`, `5 menit lalu`."""
    words = _clean(text[:_LONGEST])
    return bool(_DAY_WORD.fullmatch(words) or _AGO.fullmatch(words))


def is_damaged(text: str) -> bool:
    """Tell whether *text* begins like a date of a machine, `2026-01-20 15:05`, and is not whole.

    One with two times of day in a row is damaged, too: they are of two dates. So is one with a
    broken character, or that runs into the next tag, as a quote is missing.
    """
    text = text[:_LONGEST].strip()
    if _MACHINE.match(text) and not _WHOLE.fullmatch(text):
        return True
    return any(sign.search(text) for sign in (_BROKEN, _HEADLESS, _TWO_TIMES))


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r}: write it like Asia/Jakarta") from error


def _present(now: datetime | None, zone: ZoneInfo) -> datetime:
    if now is None:
        return datetime.now(zone)
    return now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)


def _dated(moment: datetime, precision: str, present: datetime) -> Date | None:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=present.tzinfo)
    if moment.date() < _EARLIEST or moment > present + _AHEAD:
        return None
    return Date(moment.isoformat(timespec="seconds"), precision)


def _timed(moment: datetime) -> _Found:
    return moment, "second" if moment.second else "minute"


# --- Numbers alone: the forms of article pages, read without the slower road of words ------------

# Media Indonesia's visible date, 20/1/2026 18:30: day first, the month not padded.
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}) ([01]?\d|2[0-3]):(\d\d)", re.ASCII)
# What JSON-LD, meta tags and dataLayers hold.
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
# Nothing but blanks between two times, or anything if the second has seconds: that is no zone.
_TWO_TIMES = re.compile(r"\d:\d\d(?::\d\d)?(?:\s{1,9}|\W{1,9}(?=\d\d?:\d\d:))\d\d?:\d\d")
# The rest of 2026/01/20 15:05:00: nobody prints seconds beside a short year.
_HEADLESS = re.compile(r"(?<!\d)\d\d?/\d\d?/\d\d \d\d:\d\d:\d\d", re.ASCII)
_MACHINE = re.compile(r"\s*\d{4}[-/]\d\d[-/]", re.ASCII)
_WHOLE = re.compile(
    r"\d{4}([-/])\d\d\1\d\d(?:(?:T|,? ?|WIB)\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r" ?(?:Z|WIB|WITA|WIT|UTC|GMT)?(?:(?!-00)[+-]\d\d(?::?\d\d)?)?)?",  # -00: none is known
    re.ASCII,
)
# The next tag, a broken character, a letter with an accent beside a digit.
_BROKEN = re.compile("[<\ufffd]|[^\\W\\d_a-zA-Z]\\d|\\d[^\\W\\d_a-zA-Z]")
_UNIX_SECONDS = re.compile(r"[1-9]\d{9}", re.ASCII)


def _read_numbers(text: str, present: datetime) -> _Found | None:
    if match := _SLASHED.fullmatch(text):
        day, month, year, hour, minute = map(int, match.groups())
        return datetime(year, month, day, hour, minute), "minute"
    if _ISO.fullmatch(text):
        moment = datetime.fromisoformat(text)
        return _timed(moment) if ":" in text else (moment, "day")
    if _UNIX_SECONDS.fullmatch(text):
        return _timed(datetime.fromtimestamp(int(text), present.tzinfo))
    return None


# --- Words: date and time are cut out by pattern, so dateutil sees only complete dates -----------


class Indonesian(parserinfo):
    """The month names of Indonesian pages: today's, short and old ones, and the English.

    `Pebruari` and `Nopember` live on in official texts, `Agt`, `Ags` and `Agust` beside `Agu` on
    news pages; `Febuari` is a typo of Media Indonesia in 2015. Malay names (`Ogos`) are left out:
    they belong to another country's news.
    """

    MONTHS: list[tuple[str, ...]] = [  # type: ignore[assignment]  # the stubs want 2 or 3 names
        ("jan", "januari", "january"),
        ("feb", "februari", "february", "febuari", "peb", "pebruari"),
        ("mar", "maret", "march"),
        ("apr", "april"),
        ("mei", "may"),
        ("jun", "juni", "june"),
        ("jul", "juli", "july"),
        ("agu", "agt", "ags", "agust", "agustus", "aug", "august"),
        ("sep", "sept", "september"),
        ("okt", "oktober", "oct", "october"),
        ("nov", "november", "nop", "nopember"),
        ("des", "desember", "dec", "december"),
    ]


_PARSER = parser(Indonesian())
_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0, "Z": 0}
# The other words that RFC 5322, section 4.3, allows in an RSS date.
_HOURS |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_OFFSETS = {word: hours * 3600 for word, hours in _HOURS.items()}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII | re.IGNORECASE | re.VERBOSE)


_START = r"(?<!\w) (?<!\w/) (?<!\d[-.,:])"  # not in a number, a path, a range: 1-3 Maret 2021
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_NAME = rf"(?P<month>{'|'.join(name for names in Indonesian.MONTHS for name in names)})(?![a-z])"
_YEAR = r"(?P<year>\d{4})"
_AT = r"[^\w.:]{0,6} (([a-z]+\ ){0,2} (pukul|pkl|jam|at)\b \W{1,3})?"  # before a time
_ANY_YEAR = rf"(?P<year>\d{{4}} | \d\d (?= {_AT}(?<!\d)\d\d?[.:]\d | \W*$))"  # not 9 Maret 15:30
_DATES = (
    _pattern(rf"{_START} {_YEAR} ([-/]) {_MONTH} \2 {_DAY} (?!\d|[./]\d)"),  # 2026-01-20
    _pattern(rf"{_START} {_DAY} ([-.]) {_MONTH} \2 {_YEAR} (?!\d|[./]\d)"),  # 20-01-2026
    _pattern(rf"{_START} {_DAY} / {_MONTH} / {_ANY_YEAR} (?!\d|[./]\d)"),  # 20/1/2026, 20/1/26
    _pattern(rf"{_START} {_DAY} [\ /-]? {_NAME} [\ .,/-]{{0,2}} {_ANY_YEAR} (?!\d)"),  # 20 Jan. 26
    _pattern(rf"{_START} {_NAME} [\ .]{{1,2}} {_DAY} (st|nd|rd|th)? ,?\ {_YEAR} (?!\d)"),
)
_OPEN_RANGE = _pattern(rf"(?<![\d:.-]) {_DAY} (\ {_NAME})? \ ?(-|s/d|sampai|hingga|dan)\ ?$")
_ZONE = rf"(GMT|UTC)\ ?[+-]\d\d?(:?\d\d)? | [+-]\d\d:?\d\d | {'|'.join(_OFFSETS)}"
_CLOCK = _pattern(
    rf"""(T | {_AT})
    (?P<time>\d\d?[.:]\d\d ([.:]\d\d | (?! \ ?-\ ?\d\d?[.:]\d)))  # not 15:30-17:00: which of them?
    ([.,]\d+)? (?! [.:]?\d | \ ?(siang|sore|malam))  # nor 8.30 malam: guessing
    (\ ?(?P<half>[ap])\.?m\b)?
    ([\ (]{{0,2}} (?P<zone>{_ZONE}) (?-i:(?![a-z])))?"""
)
# Dashes become hyphens; characters that nobody sees vanish.
_PLAIN = str.maketrans("\u2013\u2014", "--", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFKC", html.unescape(text)).translate(_PLAIN)
    # VOI prints 2026-05-13WIB18:45:00+07:00.
    return re.sub(r"(?<=\d)(WIB|WITA|WIT)(\d\d:\S+)", r" \2 \1", " ".join(text.split()))


def _read_words(text: str, present: datetime) -> _Found | None:
    return _read_calendar(_name_day(text, present)) or _read_ago(text, present)


def _read_calendar(text: str) -> _Found | None:
    matches = [match for form in _DATES if (match := form.search(text))]
    first = min(matches, key=re.Match.start, default=None)
    if not first or _OPEN_RANGE.search(text[: first.start()]):
        return None
    day = "{day} {month} {year}".format(**first.groupdict())
    clock = _CLOCK.match(text, first.end())
    return _timed(_with_clock(day, clock)) if clock else (_parse(day), "day")


def _with_clock(day: str, clock: re.Match[str]) -> datetime:
    time = clock["time"].replace(".", ":")
    half = f"{clock['half']}m" if clock["half"] else ""
    # dateutil reads GMT+7 as POSIX does, as -07:00.
    zone = re.sub(r"\w+ ?(?=[+-])", "", (clock["zone"] or "").upper())
    if time in ("24:00", "24:00:00"):
        return _parse(f"{day} 00:00 {zone}") + timedelta(days=1)
    return _parse(f"{day} {time} {half} {zone}")


def _parse(day_first: str) -> datetime:
    # dayfirst is safe: the patterns have named the fields, an ISO string never comes here.
    return _PARSER.parse(day_first, datetime(2000, 1, 1), tzinfos=_OFFSETS, dayfirst=True)


# --- Relative words, as lists of articles show them ----------------------------------------------

_DAY_WORD = _pattern(rf"\W* (hari\ ini | (?P<yesterday>kemarin)) (?P<clock>{_CLOCK.pattern})? \W*")
_UNITS = {
    "detik": ("second", timedelta(seconds=1)),
    "menit": ("minute", timedelta(minutes=1)),
    "jam": ("minute", timedelta(hours=1)),
    "hari": ("day", timedelta(days=1)),
    "minggu": ("day", timedelta(weeks=1)),
    "pekan": ("day", timedelta(weeks=1)),
}
_AGO = _pattern(  # after a label, as in Nasional 24 menit lalu
    rf"""\W* ([a-z]+\W+){{0,3}} (baru\ saja
    | ((?P<number>\d{{1,3}})\  | se) (?P<unit>{"|".join(_UNITS)}) (\ yang)? \ (lalu|silam)) \W*"""
)


def _name_day(text: str, present: datetime) -> str:
    """Return *text* with a day word, alone or before a time, written as its date."""
    if not (match := _DAY_WORD.fullmatch(text)):
        return text
    day = present - timedelta(days=1 if match["yesterday"] else 0)
    return f"{day.date()}{match['clock'] or ''}"


def _read_ago(text: str, present: datetime) -> _Found | None:
    if not (match := _AGO.fullmatch(text)):
        return None
    if not match["unit"]:
        return present, "minute"
    precision, length = _UNITS[match["unit"].lower()]
    return present - int(match["number"] or 1) * length, precision
