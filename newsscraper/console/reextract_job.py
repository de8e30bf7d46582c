"""What `scrapy reextract` does: reads archives again, and compares them with the store.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from newsscraper.archives.application import Application
from newsscraper.archives.bytes_read import bytes_read_in
from newsscraper.archives.crew import Done, reread_all
from newsscraper.archives.field_diff import FieldDiff
from newsscraper.archives.gathering import ARTICLES, Gathering, gathering_at
from newsscraper.archives.joining import join_across
from newsscraper.archives.one_archive import Task, rules_of
from newsscraper.archives.page_files import states_of
from newsscraper.archives.workplace import Workplace, folder_beside
from newsscraper.console.archive_progress import begun
from newsscraper.console.open_store import existing_store
from newsscraper.console.own_files import check_apart
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.messages.hints import hint
from newsscraper.messages.meter import Meter
from newsscraper.messages.terminal import refuse
from newsscraper.reports.export import write_export
from newsscraper.reports.export_formats import format_of
from newsscraper.reports.replaced_file import replacing
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.home import Place
from newsscraper.store.location import named_store, store_place
from newsscraper.store.locks import publisher_lock
from newsscraper.store.server import Server

_LINES: Final = ".jsonl"
_LOCK: Final = "reextract"
"""Name of the lock of those who read anew, among those of publishers."""


@dataclass(frozen=True)
class Rereading:
    """What is to be done."""

    archives: Sequence[Path]
    target: Path | None
    """The file to write: differences, or without a store the articles."""
    jobs: int
    scheduler: str | None = None
    """Address of the cluster that does it."""
    applies: bool = False
    inserts: bool = False
    feeds: bool = False
    """Whether feeds are told."""


@dataclass
class Report:
    """What came of it."""

    counts: Mapping[str, int]
    """Pages that gave an article, and others by the reason why not."""
    faults: dict[str, str] = field(default_factory=dict)
    """Archive -> why it could not be read."""
    damage: dict[str, int] = field(default_factory=dict)
    """Archive -> how many of its records cannot be read."""
    store: Place | None = None
    """The store that it was compared with."""
    diff: FieldDiff = field(default_factory=FieldDiff)
    articles: Mapping[str, int] = field(default_factory=dict)
    """What became of the articles -> how many."""
    written: int = 0
    """Articles in the file."""

    @property
    def found(self) -> int:
        """Pages that gave an article."""
        return self.counts.get(ARTICLES, 0)

    @property
    def is_damaged(self) -> bool:
        """Whether some of the archives could not be read."""
        return bool(self.faults or self.damage)


def reextract(work: Rereading, settings: BaseSettings) -> Report:
    """Read the archives of *work* and do with their articles what is asked for.

    Refuses what cannot be. Raises CannotGoOn, OSError, and ValueError for a bad target.
    """
    store = store_of(work, settings)
    if store and work.target and format_of(work.target) != _LINES:
        raise ValueError(f"{work.target}: what differs is written as .jsonl or .jsonl.gz")
    if work.target:
        check_apart([str(work.target)], store)
    beside = _beside(work, store)
    with gathering_at(folder_beside(beside)):
        return _reextract(work, store, beside, settings)


def _reextract(
    work: Rereading, store: Place | None, beside: Path, settings: BaseSettings
) -> Report:
    workplace, is_done = Workplace(beside, rules_of(settings)), False
    try:
        faults = _read(work, workplace, settings)
        meter = Meter("articles of several pages joined")
        faults |= join_across(workplace.gathering, rules_of(settings), meter.count)
        report = _report(work, workplace.gathering, store, settings)
        report.faults, report.damage = faults, workplace.gathering.damage()
        is_done = True
    finally:
        workplace.leave(is_done=is_done)
    return report


def _beside(work: Rereading, store: Place | None) -> Path:
    """Return the file beside which the work is done: for a store on a server one of its name."""
    beside = work.target or store
    assert beside
    return Path(beside.file_name if isinstance(beside, Server) else beside).resolve()


def store_of(work: Rereading, settings: BaseSettings) -> Place | None:
    """Return the store to compare with; None where there is none, and none is named.

    Refuses to go on without one where it is named, is to be changed, or nothing would be written.
    """
    place = store_place(settings)
    if place and (place.exists() or work.inserts):
        return place
    if work.applies or named_store(settings):
        return existing_store(settings)
    if not work.target:
        line = hint("reextract ARCHIVE -O articles.jsonl")
        refuse(f"there is no store to compare with; without one, write the articles: {line}")
    return None


def _read(work: Rereading, workplace: Workplace, settings: BaseSettings) -> dict[str, str]:
    """Read what is not read yet; return why some archives cannot be."""
    tasks = workplace.tasks(work.archives)
    sizes = {each.archive: sum(f.size for f in states_of(Path(each.archive))) for each in tasks}
    progress = begun(sizes, partial(_in_hand, tasks, workplace), settings["PROGRESS"])
    faults: dict[str, str] = {}
    while tasks:
        again = []
        for done in _crew(work, tasks, progress.tick):
            if done.fault:
                faults[done.task.archive] = done.fault
            elif not workplace.take(done.task):
                again.append(done.task)
                continue
            progress.end(done.task.archive)
        tasks = again
    progress.close()
    return faults


def _in_hand(tasks: Sequence[Task], workplace: Workplace) -> dict[str, int]:
    """Return the bytes that were read of the archives that are in work."""
    read = bytes_read_in(workplace.folder)
    return {task.archive: read[task.part] for task in tasks if task.part in read}


def _crew(work: Rereading, tasks: Sequence[Task], tick: Callable[[], None]) -> Iterator[Done]:
    if work.scheduler is None:
        return reread_all(tasks, work.jobs, tick)
    from newsscraper.archives.dask_crew import reread_by_dask  # an extra

    return reread_by_dask(tasks, work.scheduler)


def _report(
    work: Rereading, gathering: Gathering, store: Place | None, settings: BaseSettings
) -> Report:
    report = Report(gathering.counts(), store=store)
    if not report.found and not (store and gathering.has_losses()):
        return report
    if store is None:
        assert work.target
        report.written = write_export(gathering.articles(), work.target, settings)
        return report
    with _opened(store, is_changed=work.applies or work.inserts) as opened:
        application = _application(work, gathering, opened, settings)
    report.diff, report.articles = application.diff, application.counts
    if work.target:
        _write_diff(report.diff, work.target)
    return report


def _application(
    work: Rereading, gathering: Gathering, store: Store, settings: BaseSettings
) -> Application:
    """Return what has taken all that is in *gathering*."""
    application = Application(
        store,
        DuplicateFinder.from_settings(settings),
        gathering.originals,
        applies=work.applies,
        inserts=work.inserts,
        feeds=work.feeds,
    )
    meter = Meter("articles compared")
    for count, article in enumerate(gathering.articles()):
        application.take(article)
        meter.count(count)
    for loss in gathering.losses():
        application.miss(loss)
    return application


@contextmanager
def _opened(place: Place, *, is_changed: bool) -> Iterator[Store]:
    with ExitStack() as stack:
        clock = Clock()
        if is_changed:
            stack.callback(publisher_lock(place, _LOCK, clock).release)
        store = Store.open(place, clock) if is_changed else Store.open_to_read(place)
        stack.callback(store.close)
        yield store


def _write_diff(diff: FieldDiff, target: Path) -> None:
    with replacing(target) as file:
        for row in diff.rows():
            file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
