"""Reads one archive: what a worker does, on whatever machine."""

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import get_spider_loader

from newsscraper.archives.archived_page import LeftOut, PageReader
from newsscraper.archives.bytes_read import BytesRead
from newsscraper.archives.captures import Archive, Capture, Revisit, Skip, stamp
from newsscraper.archives.further_pages import FurtherPages
from newsscraper.archives.gathering import Gathering, gathering_at
from newsscraper.archives.losses import Loss, lost_field
from newsscraper.archives.page_folder import PageFolder
from newsscraper.archives.warc_file import WarcFile
from newsscraper.article.extraction import PartOfArticle
from newsscraper.page.opening import NoArticle
from newsscraper.publisher.facts import Publisher

_MODULES: Final = "SPIDER_MODULES"
RULES: Final = (
    _MODULES,
    "DOWNLOAD_MAXSIZE",
    "DOWNLOAD_WARNSIZE",
    "ROBOTS_META_OBEY",
    "TDM_RESPECT",
)
"""The settings by which pages are read."""


class Task(NamedTuple):
    """One archive that is to be read."""

    archive: str
    part: str
    """The file that is to hold what was read, once all is."""
    rules: str
    """The settings of `RULES`, as JSON: they travel to workers."""


def rules_of(settings: BaseSettings) -> str:
    """Return the settings by which pages are read, as a task has them."""
    rules = {name: settings[name] for name in RULES}
    return json.dumps(rules | {_MODULES: settings.getlist(_MODULES)})


def reread(task: Task) -> str:
    """Read the archive of *task*; return the name of the file that holds what was read.

    That file is there as a whole, or not at all. Raises NotWritten when it cannot be written, and
    OSError when the archive cannot be read.
    """
    unfinished, position = Path(f"{task.part}.{uuid4().hex}"), BytesRead(task.part)
    try:
        with (
            gathering_at(Path(task.part)),
            Gathering(unfinished, is_of_one_file=True) as gathering,
        ):
            _ArchiveReading(task.archive, gathering, reader_of(task.rules)).run(position)
        unfinished.replace(task.part)
    finally:
        unfinished.unlink(missing_ok=True)
        position.close()
    return task.part


@lru_cache(maxsize=1)
def reader_of(rules: str) -> PageReader:
    """Return what reads pages by the settings that *rules* has as JSON."""
    logging.getLogger("scrapy").addHandler(logging.NullHandler())
    settings = Settings(json.loads(rules))
    loader = get_spider_loader(settings)
    spiders = (loader.load(name) for name in loader.list())
    publishers = [each for each in spiders if issubclass(each, Publisher)]
    return PageReader(publishers, settings)


def opened(archive: str, reader: PageReader) -> Archive:
    """Return the file or folder *archive* with the pages that *reader* is to read."""
    path = Path(archive)
    kind = PageFolder if path.is_dir() else WarcFile
    return kind(path, reader.settings.getint("DOWNLOAD_MAXSIZE"))


class _ArchiveReading:
    """The reading of one archive."""

    def __init__(self, path: str, gathering: Gathering, reader: PageReader) -> None:
        self._path = path
        self._archive = opened(path, reader)
        self._gathering = gathering
        self._reader = reader
        self._further = FurtherPages(gathering, reader, lambda _: self._archive)

    def run(self, position: BytesRead) -> None:
        """Read all pages, then put the articles together that came on several."""
        for entry in self._archive.captures(self._unwanted):
            if isinstance(entry, (Capture, Revisit)):
                self._take(entry)
            else:
                self._gathering.count(entry)
            position.note(self._archive.read)
        for first in self._gathering.pages.to_be_joined():
            self._further.join(first)

    def _unwanted(self, url: str) -> Skip | None:
        owner = self._reader.owner_of(url)
        return owner if isinstance(owner, Skip) else None

    def _take(self, entry: Capture | Revisit) -> None:
        owner = self._reader.owner_of(entry.url)
        assert not isinstance(owner, Skip)
        if isinstance(entry, Revisit):
            fetched = stamp(entry.recorded)
            self._gathering.put_revisit(owner.key, entry, fetched)
            return
        try:
            article = self._reader.read(entry, owner.publisher)
        except PartOfArticle as part:
            self._further.note_part(self._path, entry, owner, part)
            self._gathering.put_other(entry.digest)
        except (NoArticle, LeftOut) as reason:
            self._gathering.count(reason.reason)
            self._gathering.put_other(entry.digest)
            if owner.key and (field := lost_field(reason.reason)):
                self._gathering.put_loss(Loss(owner.key, field, stamp(entry.recorded)))
        else:
            self._further.note_whole(self._path, entry, owner)
            article.fetched_at = stamp(entry.recorded)
            self._gathering.put(article, entry.digest, is_preferred=owner.is_answer)
