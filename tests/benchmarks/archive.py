"""Archives of real-weight pages, and what reading them again costs.

A worker of `scrapy reextract` reads a whole file, `newsscraper.archives.one_archive.reread`. That
is measured here: milliseconds of its CPU time per page, without its start.
"""

import re
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

from extract import Page

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lab.warcs import Warc  # noqa: E402
from scrapy.settings import Settings  # noqa: E402

from newsscraper.archives.one_archive import Task, reread, rules_of  # noqa: E402

FIRST_ID = 100_000
FIRST_READ = "begin.warc.gz"


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
    """Write *count* pages into two files; a third one is for workers to begin with."""
    write_archive(folder / FIRST_READ, pages)
    numbered = renumbered(pages, count)
    return [
        write_archive(folder / f"{name}.warc.gz", islice(numbered, count // 2))
        for name in ("first", "second")
    ]


def reread_by(archives: Sequence[Path], processes: int, count: int) -> float:
    """Return the milliseconds of CPU time per page of so many workers."""
    with ProcessPoolExecutor(processes, get_context("spawn")) as workers:
        figures = list(workers.map(reread_one, archives))
    if (articles := sum(found for _, found in figures)) != count:
        sys.exit(f"{articles} articles were read from {count} pages")
    return sum(time for time, _ in figures) / count


def reread_one(archive: Path) -> tuple[float, int]:
    """Return the milliseconds of CPU time that a worker takes, and how many articles it read."""
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
    return time, articles
