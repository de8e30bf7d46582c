"""Which revisions a run is to deliver that the store has already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scrapy.settings import BaseSettings
from sqlalchemy import Select

from newsscraper.store import delivered, revisions


@dataclass(frozen=True)
class Selection:
    """Which articles a run is to deliver."""

    publisher: str
    is_incremental: bool
    """Whether it is after what is new, and not after a window or a list."""
    since: date | None = None
    """First day of the window; None is open."""
    until: date | None = None
    """Last day of the window; None is open."""
    sections: tuple[str, ...] = ()
    """Slugs; empty means every section."""
    fronts: tuple[str, ...] = ()
    """URLs of the roads whose articles belong to *sections*, whatever their own section is."""
    keys: tuple[str, ...] = ()
    """The articles of a list; given, no others are asked for."""
    with_duplicates: bool = False
    """Whether exact duplicates are delivered, too."""

    @property
    def may_grow(self) -> bool:
        """Tell whether the run adds stored articles: a front lists one, a redirect leads to it."""
        return bool(self.sections or self.keys)


def feeds_hold_duplicates(settings: BaseSettings) -> bool:
    """Tell whether feeds are to hold exact duplicates, which are left out by default."""
    return settings.getbool("FEED_DUPLICATES")


def wanted(
    feed: delivered.Feed,
    selection: Selection,
    *,
    replaces: bool,
    replaced: str | None = None,
    continued: str | None = None,
) -> Iterator[Select[int]]:
    """Yield queries for what *feed* is to get from the store in this run.

    An incremental run delivers what was stored since the last delivery; another every article of
    its window or list, but for those that a file which it continues holds already (a feed that
    *replaces* its file begins anew). *replaced* is the name of a local file that is replaced,
    *continued* that of one that is appended to.
    """
    if selection.is_incremental:
        queries = iter(
            [delivered.since_last_delivery(feed, replaced=replaced, continued=continued)]
        )
    else:
        queries = _asked_for(selection)
        if not replaces:
            queries = (delivered.lacking(each, feed, continued=continued) for each in queries)
    for query in queries:
        yield query if selection.with_duplicates else delivered.without_duplicates(query)


def _asked_for(selection: Selection) -> Iterator[Select[int]]:
    if selection.keys:
        yield from _listed(selection)
        return
    query = delivered.of_days(selection.publisher, selection.since, selection.until)
    if selection.sections:
        query = delivered.of_sections(query, selection.sections, selection.fronts)
    yield query


def _listed(selection: Selection) -> Iterator[Select[int]]:
    for chunk in revisions.chunked(selection.keys):
        yield delivered.of_keys(
            selection.publisher, chunk, with_duplicates=selection.with_duplicates
        )
