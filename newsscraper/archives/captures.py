"""One page as an archive has it, and why a record gives none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from scrapy.http import Headers

from newsscraper.failures import Reason

Place = int | str
"""Where a page lies in its archive: the offset of its record, or the path of its file."""


class Skip(StrEnum):
    """Why a record gives no article, beside the reasons of `newsscraper.failures`."""

    BROKEN = "broken_record"
    """It cannot be read as it says it is, or its end is torn off."""
    FOREIGN = "foreign_host"
    """It is of no known publisher."""
    NO_ARTICLE = "no_article_address"
    """It is a list, a robots.txt or the like of a known publisher."""
    TRUNCATED = "truncated_when_recorded"
    """Whoever recorded it did not have all of it."""
    REVISIT = "revisit_without_original"
    """It says only that the page was as before, and no archive has what it was."""


@dataclass(frozen=True)
class Capture:
    """A page as it was recorded; *body* may be packed as its headers say."""

    url: str
    status: int
    headers: Headers
    body: bytes
    place: Place
    recorded: datetime
    """When; a folder does not say it, and is taken to be of today."""
    digest: str | None = None
    """Of the body, as the archive states it."""


@dataclass(frozen=True)
class Revisit:
    """A record that a page was then what it was when it was recorded with this digest."""

    url: str
    recorded: datetime
    digest: str


Entry = Capture | Revisit | Skip | Reason
"""What a record is, or why it is nothing."""


class Archive(Protocol):
    """A file or a folder with pages."""

    read: int
    """Bytes of it that were read so far."""

    def captures(self, unwanted: Callable[[str], Skip | None]) -> Iterator[Entry]:
        """Yield what is there in its order.

        *unwanted* tells by the address why a page is not to be read at all.
        """

    def again(self, place: Place) -> Entry | None:
        """Return what lies at the *place* of a capture."""


def stamp(recorded: datetime) -> str:
    """Return when a page was fetched, as articles say it."""
    return recorded.astimezone(UTC).isoformat(timespec="seconds")
