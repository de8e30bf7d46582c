"""The present, as the store and the lock files write it."""

from datetime import UTC, datetime


def now() -> str:
    """Return the present, UTC in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
