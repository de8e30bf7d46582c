"""What came of an index page."""

from collections.abc import Sequence
from typing import NamedTuple

from newsscraper.failures import Verdict


class Wanted(NamedTuple):
    """An article to be fetched."""

    key: str
    url: str
    hops: int
    """"Berita Lainnya" links that led here from an index page."""


class Unread(NamedTuple):
    """A page of a road that could not be read, or that cannot be what it says."""

    page: str
    """Its URL."""
    verdict: Verdict
    is_given_up: bool = False
    """Whether it was tried often enough."""
    is_news: bool = True
    """Whether it was not given up before."""


class Taken(NamedTuple):
    """What came of an index page."""

    wanted: Sequence[Wanted] = ()
    next_page: str | None = None
    listed: int = 0
    """Articles that it lists."""
    out_of_window: int = 0
    already_stored: int = 0
    unread: Sequence[Unread] = ()
    """Pages that are to be read again, as it shows."""
