"""Fields that are moments: ISO 8601 texts, which tables hold as dates."""

from datetime import datetime
from typing import Final

MOMENTS: Final = frozenset("date_published date_modified fetched_at first_seen".split())
"""Names of fields, of an article, of its links and of a row about clusters."""


def moment_of(text: object) -> datetime | None:
    """Return the moment that *text* names; None when it is none, or of no known zone."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
