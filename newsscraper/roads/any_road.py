"""What all roads have in common."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Protocol, Self

from scrapy.http import Response

from newsscraper.page.fetched_page import Readable
from newsscraper.page.opening import PageFacts
from newsscraper.roads.listing import Listing, Sight, Step, Usual
from newsscraper.roads.trail import Trail
from newsscraper.window import Window


class Lists(PageFacts, Protocol):
    """What must be known of a publisher to read its lists; see `Publisher` for each."""

    @property
    def timezone(self) -> str:
        """Zone of its dates and days."""

    @property
    def index_items(self) -> Sequence[Readable]:
        """Where an index page lists its articles."""

    @property
    def pagination(self) -> Readable | None:
        """Where an index page links to its other pages."""


class Outlook(Protocol):
    """What a road may ask of what a walk sets out with."""

    @property
    def today(self) -> date:
        """The publisher's day when the run began."""

    @property
    def usual(self) -> Usual:
        """What the pages of this road usually list."""

    @property
    def second(self) -> str | None:
        """The nearest page behind the first that earlier walks have read."""

    @property
    def shows_empty(self) -> bool:
        """Whether days have shown pages without articles: one that is not there is a fault."""


class Progress(Protocol):
    """What a road may ask of the walk down it."""

    @property
    def window(self) -> Window:
        """The days that the walk is after."""

    @property
    def plan(self) -> Outlook:
        """What the walk set out with."""

    @property
    def trail(self) -> Trail:
        """What the road wanted to be told again, as the last `Step` said."""

    @property
    def is_fruitless(self) -> bool:
        """Whether the pages repeat."""

    @property
    def is_over(self) -> bool:
        """Whether older pages need not be read."""

    @property
    def has_articles(self) -> bool:
        """Whether any page listed an article."""

    def has_read(self, page: str) -> bool:
        """Tell whether a page was read or asked for."""

    def is_settled(self, moment: str) -> bool:
        """Tell whether a complete walk has met what appeared or changed at *moment*."""


@dataclass(frozen=True)
class Road:
    """A way to find articles. With ``{section}`` in its URL it stands for one per section."""

    url: str
    """Its first page, or the template of its pages; also the road's name in the store."""

    numbers: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Section -> what stands for ``{number}`` in its URL, where addresses count the sections."""

    label: ClassVar[str]
    """What kind of list it is, as tables of publishers say it."""

    is_by_day: ClassVar[bool] = False
    """Whether a window is found without reading all newer pages."""

    has_depth: ClassVar[bool] = True
    """Whether it leads to older articles, too."""

    ends_empty: ClassVar[bool] = False
    """Whether a page without articles is the usual end, and nothing to be told."""

    is_ordered: ClassVar[bool] = True
    """Whether its pages go from newer articles to older ones: a walk may go on at any of them."""

    is_linked: ClassVar[bool] = False
    """Whether its pages link to the next: one that is not there is missed."""

    def by_section(self, sections: Sequence[str]) -> Iterator[Self]:
        """Yield the roads that this one stands for."""
        if "{section}" not in self.url:
            yield self
            return
        for slug in sections:
            url = self.url.replace("{section}", slug)
            if "{number}" in url:
                url = url.replace("{number}", self.numbers[slug])
            yield replace(self, url=url)

    def first_page(self, window: Window, today: date) -> str:
        """Return the URL of the first page to read; *today* is the publisher's day."""
        return self.url

    def read(self, response: Response, facts: Lists) -> Listing:
        """Return what a page of this road says. Raises NoArticle when it cannot be read."""
        raise NotImplementedError

    def is_further(self, page: str, than: str) -> bool:
        """Tell whether *page* surely lists older articles than the page *than*."""
        return False

    def second_of(self, pages: Iterable[str]) -> str | None:
        """Return which of *pages* is the next after the first, where their addresses say it."""
        return None

    def next_page(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to the page that is read after *page*, which is as *sight* says."""
        raise NotImplementedError

    def begins_list(self, page: str) -> bool:
        """Tell whether *page* is the first of its list or day."""
        return True

    def day_of(self, page: str) -> date | None:
        """Return the day whose articles *page* lists, if its URL says it."""
        return None
