"""Answers requests from WARC files: one pass finds where pages are, each is read when asked for."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scrapy.crawler import Crawler

from newsscraper.record.warc_names import warc_files
from newsscraper.replay.folder import OfflineHandler, StoredAnswer
from newsscraper.replay.warc import PARTIAL, IndexEntry, PageKey, index_entries, page_key, read_page


class RecordPlace(NamedTuple):
    """Where a record begins."""

    file: Path
    offset: int


class RecordedPage(NamedTuple):
    """The last record of a page."""

    moment: datetime
    place: RecordPlace
    body: RecordPlace
    """The same, or that of the record which a `revisit` refers to."""

    def is_before(self, other: "RecordedPage") -> bool:
        """Tell whether *other* takes the place of this: in one file the last, else the newest."""
        if self.place.file == other.place.file:
            return self.place < other.place
        return (self.moment, self.place) < (other.moment, other.place)


class WarcHandler(OfflineHandler):
    """Pages of a WARC file or a folder of them: the last of a URL, else of its other scheme."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.pages = recorded_pages(Path(crawler.settings["REPLAY"]))

    def find(self, url: str, limit: int) -> StoredAnswer | None:
        """Return the page as it was recorded, with its time of recording as a flag."""
        scheme, rest = page_key(url)
        for key in ((scheme, rest), ("http" if scheme == "https" else "https", rest)):
            if page := self.pages.get(key):
                return _answer(page, limit)
        return None


def _answer(page: RecordedPage, limit: int) -> StoredAnswer:
    answer = read_page(*page.place, limit)
    if page.body == page.place:
        return answer
    original = read_page(*page.body, limit)
    flags = (*answer.flags, *(flag for flag in original.flags if flag == PARTIAL))
    headers = answer.headers.copy()
    headers["Content-Encoding"] = original.headers.getlist("Content-Encoding")
    return answer._replace(headers=headers, body=original.body, flags=flags)


def recorded_pages(path: Path) -> dict[PageKey, RecordedPage]:
    """Return the last record of each page in the file *path*, or in the WARC files of a folder.

    Raises ValueError with one line when there is none, or a file cannot be read. Files are read
    once per process, however often this is called, unless they change.
    """
    try:
        files = warc_files(path) if path.is_dir() else [path]
        states = [(file, file.stat()) for file in files]
        pages = _scan(tuple((file, state.st_size, state.st_mtime_ns) for file, state in states))
    except OSError as error:
        raise ValueError(f"{error.filename or path} cannot be read: {error.strerror}") from error
    if not pages:
        raise ValueError(f"{path} holds no page: it has no response record.")
    return pages


@lru_cache(maxsize=1)
def _scan(states: tuple[tuple[Path, int, int], ...]) -> dict[PageKey, RecordedPage]:
    pages: dict[PageKey, RecordedPage] = {}
    bodies: dict[str, RecordPlace] = {}
    revisits: list[tuple[Path, IndexEntry]] = []
    for file, *_ in states:
        for entry in index_entries(file):
            if entry.is_revisit:
                revisits.append((file, entry))
                continue
            place = RecordPlace(file, entry.place)
            _take(pages, entry.key, RecordedPage(entry.moment, place, place))
            if entry.digest:
                bodies.setdefault(entry.digest, place)
    for file, entry in revisits:
        if body := bodies.get(entry.digest or ""):
            page = RecordedPage(entry.moment, RecordPlace(file, entry.place), body)
            _take(pages, entry.key, page)
    return pages


def _take(pages: dict[PageKey, RecordedPage], key: PageKey, page: RecordedPage) -> None:
    if key not in pages or pages[key].is_before(page):
        pages[key] = page
