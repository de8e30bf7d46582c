"""The pages of a folder in which the path of a file is its URL."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Headers

from newsscraper.archives.captures import Capture, Entry, Place, Skip
from newsscraper.archives.page_files import states_of
from newsscraper.failures import Reason
from newsscraper.replay.folder import content_type, read_file
from newsscraper.replay.page_names import ENDINGS

_PACKED: Final = ".html.gz"
_BESIDE: Final = ".json"
"""Ends the name of the golden file beside a page."""


class PageFolder:
    """The folder of a host, as `newsscraper.replay.folder` finds pages there."""

    def __init__(self, folder: Path, largest: int) -> None:
        self.folder = folder
        self.largest = largest
        """Bytes of a page that is read; 0: any."""
        self.read = 0
        self._now = datetime.now(UTC)
        """When its pages were fetched, as far as anybody knows: one time for all."""

    def captures(self, unwanted: Callable[[str], Skip | None]) -> Iterator[Entry]:
        """Yield the pages in the order of their paths, and why others are none."""
        for file in states_of(self.folder):
            if file.path.suffix != _BESIDE:
                yield self._entry(file.path, unwanted) if file.is_readable else Skip.BROKEN
                self.read += file.size

    def again(self, place: Place) -> Entry | None:
        """Return the page in the file *place*."""
        return self._entry(Path(str(place)), lambda url: None)

    def _entry(self, file: Path, unwanted: Callable[[str], Skip | None]) -> Entry:
        reason: Skip | None = Skip.NO_ARTICLE
        for url in self._urls(file):
            if not (reason := unwanted(url)):
                return self._page(file, url)
        return reason or Skip.NO_ARTICLE

    def _urls(self, file: Path) -> Iterator[str]:
        """Yield the addresses that *file* may stand for, the one that a saved page has first."""
        path = file.relative_to(self.folder.parent).as_posix()
        for ending in sorted(ENDINGS, key=len, reverse=True):
            if path.endswith(ending):
                name, _, query = path.removesuffix(ending).partition("@")
                yield f"https://{name}" + (f"?{query}" if query else "")

    def _page(self, file: Path, url: str) -> Entry:
        try:
            body = read_file(file, self.largest, unpack=file.name.endswith(_PACKED))
        except DownloadCancelledError:
            return Reason.TOO_LARGE
        except (OSError, ValueError):
            return Skip.BROKEN
        headers = Headers({"Content-Type": content_type(file.name)})
        return Capture(url, 200, headers, body, str(file), self._now)
