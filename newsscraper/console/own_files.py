"""The files that a command writes: none may be the store, or another of them.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from scrapy.settings import BaseSettings

from newsscraper.feeds.files import is_regular, lock_of, part_of
from newsscraper.feeds.identity import is_local, local_path
from newsscraper.store import database
from newsscraper.store.home import Place
from newsscraper.store.locks import is_publisher_lock


class _UsedFile(NamedTuple):
    """A file that is in use."""

    path: Path
    what: str
    """What it is, after "is"."""


def written_files(names: Iterable[str], settings: BaseSettings) -> list[str]:
    """Return what a crawl of the publishers *names* writes: feeds by URI, and the log."""
    feeds = settings.getdict("FEEDS")
    files = dict.fromkeys(str(uri).replace("%(name)s", each) for uri in feeds for each in names)
    return [*files, *filter(None, [settings["LOG_FILE"]])]


def check_apart(feeds: Iterable[str], store: Place | None) -> None:
    """Raise ValueError when one of *feeds*, by URI, is a folder, the *store*, or another's file.

    By whatever way: path, ``..``, symbolic or hard link. A name has to be UTF-8, too.
    """
    files = store if isinstance(store, Path) else None
    claims = _of_store(files) if files else []
    for uri in filter(is_local, feeds):
        path = local_path(uri)
        _check_name(uri, path)
        if path.is_dir():
            raise ValueError(f"{uri or '.'} is a folder; name a file")
        if not is_regular(path):
            continue
        if files and is_publisher_lock(path, files):
            raise ValueError(f"{uri} is a lock of the store {store}; name another file")
        own = [path, part_of(path), lock_of(path)]
        for claim in claims:
            if any(_is_same(each, claim.path) for each in own):
                raise ValueError(f"{uri} is {claim.what}; name another file")
        claims += [_UsedFile(each, f"the feed {uri}, or a file of it") for each in own]


def _check_name(uri: str, path: Path) -> None:
    """Raise ValueError for a path that is no text: the store knows a feed by its path."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise ValueError(f"{uri}: the name or a folder's is not UTF-8; name another file") from None


def _of_store(store: Path) -> list[_UsedFile]:
    beside = [
        _UsedFile(each, f"a file of the store {store}") for each in database.files_beside(store)
    ]
    return [_UsedFile(store, f"the store {store}"), *beside]


def _is_same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()
