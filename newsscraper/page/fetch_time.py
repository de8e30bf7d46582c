"""When a page was fetched: a page that is or was recorded bears the time of its recording."""

from datetime import UTC, datetime
from typing import Final

from scrapy.http import Response

_ARCHIVED: Final = "archived "
"""Begins the flag with the time of recording; unlike a header, no server can set a flag."""


def archived_flag(recorded: datetime) -> str:
    """Return the flag of a response that was *recorded* then; a naive time is one in UTC."""
    if recorded.tzinfo is None:
        recorded = recorded.replace(tzinfo=UTC)
    return _ARCHIVED + _written(recorded)


def is_archived(response: Response) -> bool:
    """Tell whether *response* bears such a time."""
    return any(flag.startswith(_ARCHIVED) for flag in response.flags)


def fetched_at(response: Response, now: datetime) -> str:
    """Return when the page was fetched, UTC in ISO 8601: when it was recorded, else *now*."""
    for flag in response.flags:
        if flag.startswith(_ARCHIVED):
            return flag.removeprefix(_ARCHIVED)
    return _written(now)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
