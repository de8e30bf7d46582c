"""What sitemaps and feeds list, in the order and the pieces in which a walk takes it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from newsscraper.normalize.dates import read_date
from newsscraper.page.links import Found
from newsscraper.roads.listing import Listing

PER_PART: Final = 30
"""Articles that a walk looks at together, like those of an index page."""


class ListEntry(NamedTuple):
    """An article in a sitemap or feed, or another page, which has no key."""

    found: Found
    latest: str | None
    """When it last changed, if that is said."""


def listing_of(entries: Iterable[ListEntry | None]) -> Listing:
    """Return the articles *entries*, each once, newest first, those without any time last."""
    by_key: dict[str, ListEntry] = {}
    others = []
    for entry in filter(None, entries):
        if entry.found.key is None:
            others.append(entry.found.link["url"])
        else:
            by_key.setdefault(entry.found.key, entry)
    keys = sorted(by_key, key=lambda key: _time(by_key[key]), reverse=True)
    parts = [
        {key: by_key[key].found.link for key in keys[start : start + PER_PART]}
        for start in range(0, len(keys), PER_PART)
    ]
    latest = {key: entry.latest for key, entry in by_key.items() if entry.latest}
    return Listing(parts or [{}], latest=latest, others=others)


def _time(entry: ListEntry) -> str:
    return entry.found.link["date_published"] or entry.latest or ""


def local_time(text: str | None, timezone: str) -> str | None:
    """Return the time that *text* says, ISO 8601 in *timezone*; None when it says none."""
    date = read_date(text, timezone=timezone) if text else None
    return _in(timezone, datetime.fromisoformat(date.value)) if date else None


def latest_time(text: str | None, timezone: str) -> str | None:
    """Return the latest time that *text* may mean: of a day alone, which may be UTC's, the end."""
    date = read_date(text, timezone=timezone) if text else None
    if date is None:
        return None
    moment = datetime.fromisoformat(date.value)
    if date.precision == "day":
        moment = moment.replace(hour=23, minute=59, tzinfo=UTC)
    return _in(timezone, moment)


def _in(timezone: str, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(timezone)).isoformat()
