"""What `scrapy coverage` prints: a table for each publisher, or what is missing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.console.lookup import publishers
from newsscraper.console.open_store import reading_store
from newsscraper.messages.hints import store_hint
from newsscraper.messages.terminal import refuse
from newsscraper.publisher.facts import Publisher
from newsscraper.reports.coverage_table import days_of, rows_of, table
from newsscraper.reports.id_sequence import IdSequence
from newsscraper.reports.unread_remarks import remarks
from newsscraper.store import coverage
from newsscraper.store.clock import Clock
from newsscraper.window import Window


class Gaps(NamedTuple):
    """What is missing."""

    urls: Sequence[str] = ()
    """Addresses of articles."""
    remarks: Sequence[str] = ()
    """Lines about index pages: what they would list is not known."""


def gaps(names: Sequence[str], window: Window, settings: BaseSettings) -> Gaps:
    """Return what is missing, within *window*, of the one publisher that *names* has.

    Without a name it is the only one of the store; refuses to choose. Raises CannotGoOn.
    """
    with reading_store(settings) as transaction:
        listed = names or coverage.publishers(transaction)
        if not listed:
            return Gaps()
        if len(listed) > 1:
            found = ", ".join(listed)
            refuse(f"the store has {found}; choose one: {store_hint('coverage NAME --gaps')}")
        name, days = listed[0], (window.since, window.until)
        publisher = publishers(settings).get(name, Publisher)
        unread = coverage.unread(transaction, name, *days)
        given_up = coverage.given_up_pages(transaction, name, *days)
        said = remarks(name, publisher, unread, given_up)
        return Gaps(coverage.gaps(transaction, name, *days), list(said))


def tables(names: Sequence[str], window: Window, settings: BaseSettings) -> Sequence[str]:
    """Return the lines of the tables of the publishers *names*, of all without names.

    Raises CannotGoOn when the store cannot be used.
    """
    known = publishers(settings)
    lines: list[str] = []
    with reading_store(settings) as transaction:
        for name in names or coverage.publishers(transaction):
            publisher = known.get(name, Publisher)  # it may have been removed
            lines += [""] if lines else []
            lines += _table(transaction, name, window, publisher.timezone)
    return lines


def _table(transaction: Connection, name: str, window: Window, timezone: str) -> Iterator[str]:
    today = Clock().today(timezone)
    groups = coverage.groups(transaction, name, window.since, window.until)
    unread = coverage.unread(transaction, name, window.since, window.until)
    ids = IdSequence.of(coverage.numbered(transaction, name))
    days = days_of(window, groups, today, unread)
    return table(name, rows_of(groups, days, ids, unread))
