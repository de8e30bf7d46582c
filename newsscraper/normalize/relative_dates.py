"""Dates by their distance from now, as lists of articles show them: `kemarin`, `5 menit lalu`."""

from datetime import datetime, timedelta

from newsscraper.normalize.calendar_dates import CLOCK, Moment, pattern

_DAY_WORD = pattern(rf"\W* (hari\ ini | (?P<yesterday>kemarin)) (?P<clock>{CLOCK})? \W*")
_UNITS = {
    "detik": ("second", timedelta(seconds=1)),
    "menit": ("minute", timedelta(minutes=1)),
    "jam": ("minute", timedelta(hours=1)),
    "hari": ("day", timedelta(days=1)),
    "minggu": ("day", timedelta(weeks=1)),
    "pekan": ("day", timedelta(weeks=1)),
}
_AGO = pattern(  # after a label, as in Nasional 24 menit lalu
    rf"""\W* ([a-z]+\W+){{0,3}} (baru\ saja
    | ((?P<number>\d{{1,3}})\  | se) (?P<unit>{"|".join(_UNITS)}) (\ yang)? \ (lalu|silam)) \W*"""
)


def is_distance(text: str) -> bool:
    """Tell whether *text* is nothing but a distance from now."""
    return bool(_DAY_WORD().fullmatch(text) or _AGO().fullmatch(text))


def name_day(text: str, present: datetime) -> str:
    """Return *text* with a day word, alone or before a time, written as its date."""
    if not (match := _DAY_WORD().fullmatch(text)):
        return text
    day = present - timedelta(days=1 if match["yesterday"] else 0)
    return f"{day.date()}{match['clock'] or ''}"


def read_ago(text: str, present: datetime) -> Moment | None:
    """Return the moment that *text* puts so long ago; None if it puts none."""
    if not (match := _AGO().fullmatch(text)):
        return None
    if not match["unit"]:
        return present, "minute"
    precision, length = _UNITS[match["unit"].lower()]
    return present - int(match["number"] or 1) * length, precision
