"""How a publisher stands beside what is usual, as a row for a person and as data for a program."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median_high
from typing import Any, Final

from newsscraper.drift.acceptance import Warned
from newsscraper.drift.showcase import saving
from newsscraper.messages.hints import store_hint
from newsscraper.messages.wording import in_columns, with_example
from newsscraper.store.standing import LastRun

_HEADERS: Final = (
    *("publisher", "last run", "code", "newest article", "age"),
    *("day", "usual", "week", "usual", "to fetch", "failed", "unread"),
)
WEEKS: Final = 8
"""So many weeks back a day, or a week, is compared with those like it."""
ENOUGH: Final = 3
"""So many of these say what is usual."""


@dataclass(frozen=True)
class Volume:
    """Articles that were published in a span of time up to now, and in earlier ones like it."""

    count: int
    past: tuple[int, ...] = ()

    @property
    def usual(self) -> int | None:
        """The median of the past; None if too little of it is known."""
        return median_high(self.past) if len(self.past) >= ENOUGH else None


@dataclass(frozen=True)
class PublisherStatus:
    """How a publisher stands."""

    publisher: str
    now: datetime
    """In the publisher's zone."""
    run: LastRun | None = None
    is_running: bool = False
    """Whether the last run goes on."""
    newest: str | None = None
    """When the newest article was published, ISO 8601."""
    day: Volume = Volume(0)
    week: Volume = Volume(0)
    listed: int = 0
    failed: int = 0
    unread: int = 0
    """Index pages."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why articles failed -> how many."""
    warnings: Sequence[Warned] = ()
    """What has changed on the publisher's pages."""

    @property
    def age(self) -> timedelta | None:
        """How old the newest article is."""
        return self.now - datetime.fromisoformat(self.newest) if self.newest else None

    def is_stale(self, limit: timedelta) -> bool:
        """Tell whether there is no article that is newer than *limit*."""
        return self.age is None or self.age > limit

    def data(self) -> dict[str, Any]:
        """Return all of it for a program; times of runs are UTC."""
        return {
            "publisher": self.publisher,
            "last_run": _run_data(self.run) if self.run else None,
            "newest": self.newest,
            "articles": {
                "day": self.day.count,
                "week": self.week.count,
                "usual_day": self.day.usual,
            },
            "open": {"listed": self.listed, "failed": self.failed, "unread": self.unread},
            "reasons": dict(self.reasons),
            "warnings": [_warning_data(each) for each in self.warnings],
        }

    def cells(self) -> list[str]:
        """Return its row: a zero is a dot, what is not known a dash."""
        numbers = [self.day.count, self.day.usual, self.week.count, self.week.usual]
        counts = [*numbers, self.listed, self.failed, self.unread]
        cells = ["-" if each is None else str(each or ".") for each in counts]
        newest = self.newest[:16].replace("T", " ") if self.newest else "-"
        return [self.publisher, self._began(), self._code(), newest, duration(self.age), *cells]

    def _began(self) -> str:
        if not self.run:
            return "-"
        return format(
            datetime.fromisoformat(self.run.began).astimezone(self.now.tzinfo), "%Y-%m-%d %H:%M"
        )

    def _code(self) -> str:
        if not self.run:
            return "-"
        if self.run.exit_code is not None:
            return str(self.run.exit_code)
        return "runs" if self.is_running else "cut off"

    def remarks(self) -> Iterator[str]:
        """Yield what a person should know beside the numbers: how the last run ended, and why."""
        if self.run and self.run.outcome and self.run.exit_code:
            yield f"{self.publisher}: {self.run.outcome}"
        if self.reasons:
            found = ", ".join(f"{count} {reason}" for reason, count in self.reasons.items())
            gaps = store_hint(f"coverage {self.publisher} --gaps")
            yield f"{self.publisher}: failed: {found}: {gaps}"
        for warned in self.warnings:
            shown = with_example(warned.text, warned.url)
            look = f": {saving(warned.url, warned.page)}" if warned.url and warned.page else ""
            yield f"{self.publisher}: changed: {shown}{look}"
        if self.warnings:
            command = store_hint(f"status --accept {self.publisher}")
            yield f"{self.publisher}: to take that as usual: {command}"


def _warning_data(warned: Warned) -> dict[str, Any]:
    return {name: value for name, value in warned._asdict().items() if name != "page"}


def _run_data(run: LastRun) -> dict[str, Any]:
    return {name: value for name, value in run._asdict().items() if name != "pid"}


def duration(span: timedelta | None) -> str:
    """Return *span* in its largest unit: ``25 min``, ``6 h``, ``3 d``; a dash for None."""
    if span is None:
        return "-"
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"


def table(publishers: Sequence[PublisherStatus], width: int | None = None) -> Iterator[str]:
    """Yield the lines of the table, a row per publisher, and then the remarks.

    Where rows are longer than *width*, there are several tables.
    """
    if not publishers:
        return
    yield from in_columns([list(_HEADERS), *(each.cells() for each in publishers)], width)
    for each in publishers:
        yield from each.remarks()


def stale(publishers: Sequence[PublisherStatus], limit: timedelta) -> Iterator[str]:
    """Yield a line for each of *publishers* that has no article newer than *limit*."""
    for each in publishers:
        if each.is_stale(limit):
            newest = f"nothing newer than {each.newest}" if each.newest else "no article"
            yield f"{each.publisher} has {newest}"
