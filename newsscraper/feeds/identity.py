"""What a feed is known by, and where a local one lies."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from w3lib.url import file_uri_to_path

from newsscraper.feeds.files import is_regular
from newsscraper.messages.redaction import without_user

if TYPE_CHECKING:
    from newsscraper.store.file_names import FileNames  # loads sqlalchemy

_CHANGING: Final = re.compile(r"%\((?!name\))")
"""What may make another URI of a template in each run, or each batch."""

_BY_BATCH: Final = re.compile(r"%\(batch_(?:time\)s|id\))")
"""What makes another URI of a template in each batch, as Scrapy understands it."""


def is_local(uri: str) -> bool:
    """Tell whether *uri* is that of a file on this machine."""
    return urlsplit(uri).scheme in ("", "file")


def check_host(uri: str) -> None:
    """Raise ValueError when *uri* is that of a file, and names a host."""
    parts = urlsplit(uri)
    if parts.scheme == "file" and parts.netloc not in ("", "localhost"):
        raise ValueError(f"{uri} names a host and no file; write file:///PATH, or the path alone")


def path_of(uri: str) -> Path:
    """Return the path of a local feed as *uri* gives it."""
    return Path(file_uri_to_path(uri) if urlsplit(uri).scheme == "file" else uri)


def local_path(uri: str) -> Path:
    """Return the absolute path of a local feed; of a link, what it leads to.

    ``/dev/stdout`` leads to ``pipe:[4242]``, which is no path: a pipe or device stays as named.
    """
    path = path_of(uri)
    return path.resolve() if is_regular(path) else path.absolute()


def is_of_its_own(template: str) -> bool:
    """Tell whether *template* names another place in each run or batch: it says when, or which."""
    return _CHANGING.search(template) is not None


def names_batches(template: str) -> bool:
    """Tell whether *template* names another place for each batch."""
    return _BY_BATCH.search(template) is not None


def names_publisher(template: str) -> bool:
    """Tell whether *template* names another place for each publisher."""
    return "%(name)" in template


def identity(template: str, files: "FileNames") -> str:
    """Return what a feed is known by: its URI without user info, or what *files* call its file.

    A link is known by its own name, wherever it leads.
    """
    if not is_local(template):
        return without_user(template)
    path = path_of(template)
    return files.name_of(path.parent.resolve() / path.name)
