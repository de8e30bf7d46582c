"""What all ways to spread an article over several pages have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from newsscraper.page.fetched_page import Page

MOST_PAGES: Final = 30
"""Pages of an article; what has more is a pager that never ends."""


class NotWhole(ValueError):
    """A page that is not what was to come of its article; the text says why."""


class Came(NamedTuple):
    """What is known of a page of an article beside the page itself."""

    urls: Sequence[str]
    """The addresses that led to it, its own last."""
    number: int = 1
    """The how many-th page of the article it is in this crawl."""
    words: int = 0
    """What the publisher would count; 0 where it has no text."""
    goes_on: bool = False
    """Whether its last line says that the text goes on elsewhere."""
    last: int = 0
    """The highest number of a page of which the pages before have told."""
    is_new: bool = True
    """Whether it has any text that the pages before had not."""


class Further(NamedTuple):
    """What is to be asked for next of an article."""

    url: str
    last: int = 0
    """The highest number of a page that is known so far."""


@dataclass(frozen=True)
class Paging:
    """How a publisher spreads an article over several pages.

    The plain address is asked for first. An article that does not come whole is a failure: its
    first page has shown that it is not gone.
    """

    adds: ClassVar[bool] = False
    """Whether a further page adds its text to that of those before; else it has all of it."""

    @property
    def label(self) -> str:
        """How an article comes, as tables of publishers say it."""
        raise NotImplementedError

    def further(self, page: Page, came: Came) -> Further | None:
        """Return what to ask for behind *page*; None if the article is whole with it.

        Raises NotWhole when the rest is not to be had.
        """
        raise NotImplementedError
