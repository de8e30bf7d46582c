"""The table at the end of a run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from newsscraper.messages.redaction import visible
from newsscraper.progress.rounded import clock, size


@dataclass(frozen=True)
class Totals:
    """The numbers of a run that is over."""

    listed: int = 0
    new: int = 0
    revised: int = 0
    duplicates: int = 0
    out_of_window: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    """By reason; so are the others."""
    gone: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    pages: int = 0
    """Index pages read."""
    unread: int = 0
    requests: int = 0
    received: int = 0
    """Bytes of answers."""
    seconds: float = 0.0
    parts: Mapping[str, float] = field(default_factory=dict)
    """What the time went to -> seconds."""


def table(totals: Totals, width: int) -> list[str]:
    """Return the lines of the table, of *width* characters at most.

    What has no place in its line stands in those below.
    """
    rows = list(_rows(totals))
    left, middle = (max(len(row[at]) for row in rows) for at in (0, 1))
    found = []
    for name, value, more in rows:
        line = f"{name:<{left}}  {value:>{middle}}"
        whole = f"{line}  {visible(more)}".rstrip()
        found += [whole] if len(whole) <= width else [line, *_below(visible(more), width)]
    return [line[:width] for line in found]


def _below(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 3), initial_indent="  ", subsequent_indent="  ")


def _rows(totals: Totals) -> Iterator[tuple[str, str, str]]:
    for name, count in _counts(totals):
        yield name, f"{count:,}", ""
    yield "refused", f"{sum(totals.refused.values()):,}", _by_reason(totals.refused)
    yield "gone", f"{totals.gone:,}", ""
    yield "failed", f"{sum(totals.failed.values()):,}", _by_reason(totals.failed)
    unread = f"{totals.unread:,} unread" if totals.unread else ""
    yield "index pages", f"{totals.pages:,}", unread
    yield "requests", f"{totals.requests:,}", _rate(totals)
    yield "received", size(totals.received), ""
    yield "time", clock(totals.seconds), _slowest(totals)


def _counts(totals: Totals) -> Sequence[tuple[str, int]]:
    return (
        ("listed", totals.listed),
        ("new", totals.new),
        ("revised", totals.revised),
        ("duplicate", totals.duplicates),
        ("out of window", totals.out_of_window),
    )


def _by_reason(counts: Mapping[str, int]) -> str:
    """Return the reasons, the most frequent first."""
    found = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{count:,} {reason}" for reason, count in found)


def _rate(totals: Totals) -> str:
    minutes = totals.seconds / 60
    return f"{totals.requests / minutes:,.0f} a minute" if minutes >= 1 else ""


def _slowest(totals: Totals) -> str:
    if not totals.parts:
        return ""
    part, seconds = max(totals.parts.items(), key=lambda each: each[1])
    return f"most of it {part}: {clock(seconds)}"
