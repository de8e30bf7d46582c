"""Dates as Indonesian publishers print them, read to ISO 8601 strings."""

import html
import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from newsscraper.normalize.calendar_dates import Moment, read_calendar, timed
from newsscraper.normalize.lazy_pattern import lazy_pattern
from newsscraper.normalize.relative_dates import is_distance, name_day, read_ago

_LONGEST = 200
"""Characters that are looked at: date fields are shorter, and it bounds the work."""
EARLIEST: Final = date(1995, 1, 1)
"""No news was online before; Unix time zero is no date."""
_AHEAD = timedelta(days=2)
"""What a wrong zone or clock explains; later dates are misreadings."""


class Date(NamedTuple):
    """A date that was read, and how much of it the text really said."""

    value: str
    """ISO 8601 with seconds and offset; 00:00:00 where the text has no time."""
    precision: str
    """`day`, `minute` or `second`."""


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
    return not _is_plain(text) and is_distance(_clean(text[:_LONGEST]))


def is_damaged(text: str) -> bool:
    """Tell whether *text* begins like a date of a machine, `2026-01-20 15:05`, and is not whole.

    One with two times of day in a row is damaged, too: they are of two dates. So is one with a
    broken character, or that runs into the next tag, as a quote is missing.
    """
    text = text[:_LONGEST].strip()
    if _is_plain(text):
        return False
    if _MACHINE.match(text) and not _WHOLE().fullmatch(text):
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
    if moment.tzinfo is None:  # to combine is three times as fast as to replace
        moment = datetime.combine(moment, moment.time(), present.tzinfo)
    if moment.date() < EARLIEST or moment > present + _AHEAD:
        return None
    return Date(moment.isoformat(timespec="seconds"), precision)


# --- Numbers alone: the forms of article pages, read without the slower road of words ------------

# A visible date, 20/1/2026 18:30: day first, the month not padded.
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
_WHOLE = lazy_pattern(
    r"\d{4}([-/])\d\d\1\d\d(?:(?:T|,? ?|WIB)\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r" ?(?:Z|WIB|WITA|WIT|UTC|GMT)?(?:(?!-00)[+-]\d\d(?::?\d\d)?)?)?",  # -00: none is known
    re.ASCII,
)
# The next tag, a broken character, a letter with an accent beside a digit.
_BROKEN = re.compile("[<\ufffd]|[^\\W\\d_a-zA-Z]\\d|\\d[^\\W\\d_a-zA-Z]")
_UNIX_SECONDS = re.compile(r"[1-9]\d{9}", re.ASCII)


def _is_plain(text: str) -> bool:
    """Tell whether *text* is a whole date in numbers: neither damaged nor by a distance.

    The offset -00 says that none is known.
    """
    return bool(_ISO.fullmatch(text) and "-00" not in text) or bool(_SLASHED.fullmatch(text))


def _read_numbers(text: str, present: datetime) -> Moment | None:
    if match := _SLASHED.fullmatch(text):
        day, month, year, hour, minute = map(int, match.groups())
        return datetime(year, month, day, hour, minute), "minute"
    if _ISO.fullmatch(text):
        moment = datetime.fromisoformat(text)
        return timed(moment) if ":" in text else (moment, "day")
    if _UNIX_SECONDS.fullmatch(text):
        return timed(datetime.fromtimestamp(int(text), present.tzinfo))
    return None


# --- Words ---------------------------------------------------------------------------------------

# Dashes become hyphens; characters that nobody sees vanish.
_PLAIN = str.maketrans("\u2013\u2014", "--", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFKC", html.unescape(text)).translate(_PLAIN)
    # VOI prints 2026-05-13WIB18:45:00+07:00.
    return re.sub(r"(?<=\d)(WIB|WITA|WIT)(\d\d:\S+)", r" \2 \1", " ".join(text.split()))


def _read_words(text: str, present: datetime) -> Moment | None:
    return read_calendar(name_day(text, present)) or read_ago(text, present)
