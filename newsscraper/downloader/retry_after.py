"""For how long an answer asks to be left alone."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from scrapy.http import Response

SLOW_DOWN: Final = frozenset({429, 503})
"""Statuses that say so, and may say for how long."""


def retry_after(response: Response) -> float | None:
    """Return for how many seconds *response* asks to be left alone (RFC 9110, 10.2.3), or None."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    try:
        return float(text) if text.isdecimal() else max(_seconds_until(text), 0.0)
    except (ValueError, OverflowError):
        return None


def _seconds_until(date: str) -> float:
    moment = parsedate_to_datetime(date)
    if moment.tzinfo is None:  # as with the zone -0000
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()
