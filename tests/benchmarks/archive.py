"""Archives of real-weight pages, and what reading them again costs.

A worker of `scrapy reextract` reads a whole file, `newsscraper.archives.one_archive.reread`. That
is measured here: milliseconds of its CPU time per page, without its start, and the memory that it
takes at most.
"""

import os
import re
import resource
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

from extract import Page

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lab.warcs import Warc  # noqa: E402
from scrapy.settings import Settings  # noqa: E402

from newsscraper.archives.one_archive import Task, reread, rules_of  # noqa: E402

FIRST_ID = 100_000
FIRST_READ = "begin.warc.gz"
FILES = 8


class Reading(NamedTuple):
    """What it took a worker to read an archive."""

    milliseconds: float
    articles: int
    worker: int
    """Number of its process."""
    megabytes: float
    """What this process had in memory at most, up to then."""


def renumbered(pages: Sequence[Page], count: int) -> Iterator[Page]:
    """Yield that many pages, each with an id of its own wherever the page names it."""
    for number, page in enumerate(islice(cycle(pages), count), FIRST_ID):
        own = re.search(r"/(\d{4,7})[/-]", page.url)
        assert own
        old, new = own[1].encode(), str(number).encode()
        body = re.sub(rb"(?<!\d)%s(?!\d)" % old, new, page.body)
        yield Page(page.name, page.url.replace(own[1], str(number)), body)


def write_archive(file: Path, pages: Iterable[Page]) -> Path:
    """Write pages into a WARC file."""
    with Warc(file) as warc:
        for page in pages:
            warc.page(page.url, page.body)
    return file


def write_archives(folder: Path, pages: Sequence[Page], count: int) -> list[Path]:
    """Write *count* pages into eight files, which are alike; another one is to begin with."""
    write_archive(folder / FIRST_READ, pages)
    files = [folder / f"{number}.warc.gz" for number in range(FILES)]
    write_archive(files[0], renumbered(pages, count // FILES))
    for file in files[1:]:
        shutil.copy(files[0], file)
    return files


def reread_by(archives: Sequence[Path], processes: int, count: int) -> list[Reading]:
    """Return what it took so many workers to read all archives."""
    with ProcessPoolExecutor(processes, get_context("spawn")) as workers:
        readings = list(workers.map(reread_one, archives))
    if (articles := sum(each.articles for each in readings)) != count:
        sys.exit(f"{articles} articles were read from {count} pages")
    return readings


def growth(readings: Iterable[Reading]) -> dict[str, list[float]]:
    """Return the most memory of each worker after its first archive, and after its last one."""
    peaks: dict[int, list[float]] = {}
    for each in readings:
        peaks.setdefault(each.worker, []).append(each.megabytes)
    return {
        "after its first archive": [min(peak) for peak in peaks.values()],
        "after its last archive": [max(peak) for peak in peaks.values()],
    }


def reread_one(archive: Path) -> Reading:
    """Read an archive as a worker does."""
    settings = Settings()
    settings.setmodule("newsscraper.settings")
    with TemporaryDirectory() as name:
        folder, rules = Path(name), rules_of(settings)
        part = folder / "part"
        # What is read first waits for imports.
        reread(Task(str(archive.with_name(FIRST_READ)), str(part), rules))
        start = process_time()
        reread(Task(str(archive), str(part), rules))
        time = (process_time() - start) * 1000
        with closing(sqlite3.connect(part)) as database:
            (articles,) = database.execute("SELECT count(*) FROM readings").fetchone()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Reading(time, articles, os.getpid(), most)
