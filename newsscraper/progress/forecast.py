"""What a window is expected to take, before it is begun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from newsscraper.crawl.run import Run
from newsscraper.failures import CannotGoOn
from newsscraper.progress.phrases import number_of
from newsscraper.progress.rounded import about, span
from newsscraper.reports.id_sequence import IdSequence, Quality, total
from newsscraper.store import coverage, revisions
from newsscraper.window import Window

_MOST_COUNTED: Final = 100_000
"""With more stored articles than these, counting ids would take more than half a second."""


@dataclass(frozen=True)
class Forecast:
    """What is known of a window before its first request."""

    days: int
    articles: int | None = None
    """None: nobody knows."""
    is_least: bool = False
    """Whether there may well be more."""

    @classmethod
    def of(
        cls, window: Window, today: date, articles: Iterable[tuple[int, datetime]]
    ) -> "Forecast | None":
        """Return what the ids and times of the stored *articles* tell; None without a first day."""
        if window.since is None:
            return None
        days = (min(window.until or today, today) - window.since).days + 1
        ids = IdSequence.of(articles)
        first = window.since
        counts = [ids.count(first + timedelta(each)) for each in range(days)] if ids else []
        estimate = total(counts)
        if not estimate:
            return cls(days)
        return cls(days, estimate.ids, estimate.quality == Quality.AT_LEAST)

    def words(self, delay: float) -> str:
        """Return it in one line; *delay* are the seconds from one request to the next."""
        parts = [number_of(self.days, "day")]
        if self.articles:
            bound = "at least" if self.is_least else "about"
            parts.append(f"{bound} {about(self.articles)} articles by the id sequence")
            if delay:
                time = span(self.articles * delay)
                parts.append(f"{bound} {time} at {_pace(delay)}")
        return "; ".join(parts)


def _pace(delay: float) -> str:
    if delay < 1:
        return f"{1 / delay:g} requests a second"
    return "1 request a second" if delay == 1 else f"1 request in {delay:g} s"


def expected_of(run: Run, delay: float) -> str | None:
    """Return what the window of *run* is expected to take; None if there is no first day."""
    name, asked = run.publisher.name, run.arguments
    if asked.urls or asked.window.since is None:
        return None
    try:
        with run.store.reading() as transaction:
            is_few = revisions.count(transaction, name) <= _MOST_COUNTED
            is_counted = is_few and not asked.sections  # ids are those of all sections
            articles = coverage.numbered(transaction, name) if is_counted else ()
            forecast = Forecast.of(asked.window, asked.today, articles)
    except CannotGoOn:  # the store keeps it, and the run ends by it
        return None
    return forecast.words(delay) if forecast else None
