"""Showcase: the newest pages of a run, to show one of those that have changed."""

import gzip
import re
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import Final, NamedTuple

from newsscraper.drift.answers import Answer
from newsscraper.drift.symptom import Symptom
from newsscraper.messages.hints import hint

_MOST_PAGES: Final = 60
_MOST_BYTES: Final = 6 * 1024 * 1024
_NO_FILE_NAME: Final = re.compile(r"[^0-9A-Za-z_]+")
_LONGEST_NAME: Final = 80


class Specimen(NamedTuple):
    """A page, and what was counted of it."""

    url: str
    body: bytes
    answers: Collection[Answer]


class Showcase:
    """The newest pages: a few megabytes of them, as they came."""

    def __init__(self) -> None:
        self._pages: deque[Specimen] = deque()
        self._bytes = 0

    def add(self, page: Specimen) -> None:
        """Keep a page, and forget the oldest where they are too many."""
        self._pages.append(page)
        self._bytes += len(page.body)
        while len(self._pages) > _MOST_PAGES or self._bytes > _MOST_BYTES:
            self._bytes -= len(self._pages.popleft().body)

    def newest(self, symptom: Symptom) -> Specimen | None:
        """Return the newest page with a symptom."""
        pages = (page for page in reversed(self._pages) if symptom.is_among(page.answers))
        return next(pages, None)


def kept_page(store: Path, publisher: str, change: str) -> Path:
    """Return the file beside a *store* that has a page that shows a *change*, given by its name."""
    name = _NO_FILE_NAME.sub("-", change)[:_LONGEST_NAME]
    return store.with_name(f"{store.name}.changed") / f"{publisher}.{name}.html.gz"


def saving(url: str, page: Path | str | None) -> str:
    """Return the command that saves what *url* gives: *page*, a file, if there is one."""
    if page is None:
        return hint(f"savepage {quote(url)}")
    return hint(f"savepage {quote(str(page))} --url {quote(url)}")


def keep_page(path: Path, page: Specimen) -> bool:
    """Write a page, packed, to *path*; tell whether that was possible."""
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(gzip.compress(page.body, mtime=0))
        part.replace(path)
        return True
    return False


def drop_pages(store: Path, publisher: str, changes: Collection[str]) -> None:
    """Take away the kept pages of what has not changed any more."""
    with suppress(OSError):
        for change in changes:
            kept_page(store, publisher, change).unlink(missing_ok=True)
        kept_page(store, publisher, "").parent.rmdir()  # when it is empty
