"""What `scrapy export` does: writes a choice of the store's articles into a file."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.console.lookup import publishers
from newsscraper.console.open_store import existing_store, reading_store
from newsscraper.console.own_files import check_apart
from newsscraper.duplicates.clusters import Cluster, Member
from newsscraper.duplicates.stored_clusters import stored_clusters
from newsscraper.failures import CannotGoOn
from newsscraper.feeds.files import is_regular
from newsscraper.feeds.leftovers import forget_replaced
from newsscraper.items import Article
from newsscraper.messages.meter import Meter
from newsscraper.reports.cluster_rows import cluster_rows, unique
from newsscraper.reports.export import write_clusters, write_export
from newsscraper.reports.manifest import manifest_of
from newsscraper.store import delivered, matches, revisions, text_search
from newsscraper.store.article_store import Store
from newsscraper.store.file_names import FileNames
from newsscraper.store.revisions import read_all
from newsscraper.window import Window


@dataclass(frozen=True)
class ExportChoice:
    """Which articles are exported, and what of them."""

    publisher: str | None
    """Its name; None: of all."""
    window: Window
    all_revisions: bool = False
    """Older ones, too, and not only the newest of each article."""
    is_unique: bool = False
    """Whether one of the articles that repeat one another stands for all."""
    match: str | None = None
    """The words that they have, as `text_search.match_of` wrote them: the best come first."""
    is_of_clusters: bool = False
    """Whether the rows say which articles repeat one another, in place of the articles."""
    has_manifest: bool = False
    """Whether a manifest lies beside the file."""

    def holds(self, member: Member) -> bool:
        """Tell whether an article of a cluster is one of those to be exported."""
        day = date.fromisoformat(member.date_published[:10])
        return self.publisher in (None, member.publisher) and self.window.contains(day)

    @property
    def stated(self) -> dict[str, Any] | None:
        """What was asked for, as the manifest states it; None where there is none."""
        if not self.has_manifest:
            return None
        days = {"since": self.window.since, "until": self.window.until}
        return {
            "publisher": self.publisher,
            "window": {name: day and day.isoformat() for name, day in days.items()},
            "revisions": "all" if self.all_revisions else "newest",
            "unique": self.is_unique,
            "clusters": self.is_of_clusters,
        }


def write(choice: ExportChoice, target: Path, settings: BaseSettings) -> int:
    """Write what is chosen to *target*, which stays as it is until all is written; return how many.

    Raises CannotGoOn when the store cannot be used or a run is writing the file, OSError, and
    ValueError when *target* is the store.
    """
    beside = [manifest_of(target)] if choice.has_manifest else []
    check_apart(map(str, [target, *beside]), existing_store(settings))
    count = _write(choice, target, settings)
    if is_regular(target):
        _settle(target.resolve(), settings)
    return count


def _write(choice: ExportChoice, target: Path, settings: BaseSettings) -> int:
    with reading_store(settings) as transaction:
        found = _counted(chosen(transaction, choice, settings))
        if choice.is_of_clusters:
            rows = cluster_rows(found, _clusters(transaction, settings))
            return write_clusters(rows, target, settings, choice.stated)
        return write_export(found, target, settings, choice.stated)


def _counted(found: Iterator[Article]) -> Iterator[Article]:
    """Yield what is *found*, and show how much that is so far."""
    meter = Meter("articles written")
    for count, article in enumerate(found):
        meter.count(count)
        yield article


def chosen(
    transaction: Connection, choice: ExportChoice, settings: BaseSettings
) -> Iterator[Article]:
    """Yield what is chosen of the store's articles, by publisher, date and key.

    Those with certain words come by how well these fit.
    """
    found = _with_words(transaction, choice) if choice.match else _of_days(transaction, choice)
    if not choice.is_unique:
        return found
    keys = _keys(transaction, choice) if choice.match else None
    is_selected = partial(_is_selected, choice, keys)
    return unique(found, _clusters(transaction, settings), is_selected)


def _of_days(transaction: Connection, choice: ExportChoice) -> Iterator[Article]:
    return read_all(
        transaction,
        choice.publisher,
        choice.window.since,
        choice.window.until,
        all_revisions=choice.all_revisions,
    )


def _with_words(transaction: Connection, choice: ExportChoice) -> Iterator[Article]:
    for chunk in revisions.chunked(_seqs(transaction, choice)):
        articles = {each.seq: each.article for each in revisions.queued(transaction, chunk)}
        yield from (articles[seq] for seq in chunk)


def _seqs(transaction: Connection, choice: ExportChoice) -> Sequence[int]:
    assert choice.match
    return text_search.seqs(transaction, choice.match, choice.publisher, choice.window)


def _keys(transaction: Connection, choice: ExportChoice) -> set[str | None]:
    return {article.key for article in _with_words(transaction, choice)}


def _is_selected(choice: ExportChoice, keys: Collection[str | None] | None, member: Member) -> bool:
    return choice.holds(member) and (keys is None or member.key in keys)


def _settle(target: Path, settings: BaseSettings) -> None:
    """Let the store forget what feeds wrote to *target*, if they ever did: it is another file.

    If that cannot be, the next run that continues the file sees it by itself.
    """
    place = existing_store(settings)
    files = FileNames(place, settings.getlist("SHARED_FOLDERS"))
    with suppress(CannotGoOn, OSError):
        with reading_store(settings) as transaction:
            if not delivered.file_at(transaction, files.name_of(target)):
                return
        with closing(Store.open(place)) as store:
            store.files = files
            forget_replaced(store, target)


def _clusters(transaction: Connection, settings: BaseSettings) -> dict[str, Cluster]:
    houses = {name: publisher.houses for name, publisher in publishers(settings).items()}
    return stored_clusters(transaction, list(matches.pairs(transaction)), houses)
