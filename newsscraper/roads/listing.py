"""What a page of a road says, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Final, NamedTuple

from newsscraper.failures import OpenReason, Reason
from newsscraper.items import Link
from newsscraper.roads.trail import Trail
from newsscraper.window import day_of


@dataclass(frozen=True)
class Size:
    """How much a page lists, or a day."""

    cards: int
    links: int
    """Articles."""
    pages: int = 1
    strays: int = 0
    """Articles that are linked beside the list."""

    def __add__(self, other: "Size") -> "Size":
        return Size(
            self.cards + other.cards,
            self.links + other.links,
            self.pages + other.pages,
            max(self.strays, other.strays),
        )


@dataclass(frozen=True)
class Listing:
    """What a page of a road says."""

    parts: Sequence[Mapping[str, Link]] = ({},)
    """The articles it lists, by key, newest first; a walk may end between two parts."""
    links: Sequence[tuple[str, str]] = ()
    """The other pages that it links to: URL and ``rel``, of a sitemap URL and last change."""
    latest: Mapping[str, str] = field(default_factory=dict)
    """Key -> ISO 8601 time when the article last changed: it is not younger than that."""
    cards: int = 0
    """Items of the list, those that lead to no article of the publisher, too."""
    others: Sequence[str] = ()
    """Where its items lead that are no article of the publisher."""
    strays: int = 0
    """Articles that it links to beside its cards."""
    leads_elsewhere: bool = False
    """Whether it links to pages of other lists, and to none of its own."""

    @property
    def middle_day(self) -> date | None:
        """The day of the middle one of its articles with a date; of two, the older one."""
        dates = [link["date_published"] for part in self.parts for link in part.values()]
        days = sorted(day_of(each) for each in dates if each)
        return days[(len(days) - 1) // 2] if days else None

    @property
    def size(self) -> Size:
        """How much it lists."""
        articles = sum(map(len, self.parts))
        return Size(max(self.cards, articles), articles, strays=self.strays)


class Kind(StrEnum):
    """What a page of a road is to the walk that asked for it."""

    LIST = auto()
    REPEAT = auto()
    """It lists nothing that this walk has not met."""
    APART = auto()
    """It ends with known ground, and lacks much that is to stand right above it."""
    EMPTY = auto()
    """It has no card."""
    ABSENT = auto()
    """There is no such page."""
    FAILED = auto()
    """It did not come, or cannot be read."""


class Sight(NamedTuple):
    """A page of a road, as the walk down it sees it."""

    kind: Kind
    listing: Listing = Listing()
    had_articles: int = 0
    """How many articles an earlier walk read there."""
    least_by_now: int = 0
    """So many articles, or more, each of the last days had at this hour; only of a page of today,
    and 0 where it is too early to say."""
    now: datetime | None = None
    """When the walk has read it, in the publisher's zone; only of a page of today."""


@dataclass(frozen=True)
class Step:
    """Which page a road has next, and what the walk is to keep in mind until then."""

    page: str | None = None
    """Its URL; None at the end of the road."""
    trail: Trail = Trail()
    """What the road is to be told again with the next page."""
    unread: Mapping[str, Reason | OpenReason] = field(default_factory=dict)
    """Pages that cannot be what they say, and why."""
    sizes: Sequence[Size] = ()
    """Sizes of pages behind which the road goes on."""
    days: Mapping[date, Size] = field(default_factory=dict)
    """Sizes of days that are over."""
    links_too_far: bool | None = None
    """Whether the last page of a day that is over linked to one behind it; None: it is not told."""
    is_aside: bool = False
    """Whether the page was read for what it says of others: the walk did not come on by it."""
    ends_day: bool = False
    """Whether a day is over: what repeated on it says nothing of the next."""
    leaves_out: bool = False
    """Whether lists are left out that had their articles before."""
    meets_known: bool = False
    """Whether all that lies behind was met by a complete walk."""
    lacks_next: bool = False
    """Whether a page that lists articles links to no other: the list may end there or not."""


_MORE: Final = 1.25
"""What stands beside lists may grow by so much."""
ENOUGH: Final = 5
"""So many pages say what is usual on a road.

Where nothing is known yet, so many cards may fill a page.
"""


class Usual(NamedTuple):
    """What the last pages of a road had that were not the last of their list or day."""

    pages: int = 0
    """How many are known."""
    cards: float = 0
    """Median of their items."""
    links: float = 0
    """Median of the articles that they list."""
    strays: int = 0
    """Most articles that they, or whole days, link to beside the list."""
    day: Size | None = None
    """Median of the last days of a dated road, if enough are known."""
    pagers: int = 0
    """On so many more days the last page linked to none behind it than on others to one."""
    is_any: bool = False
    """Whether any page or day is known."""

    def is_far_below(self, links: int) -> bool:
        """Tell whether a page with so many *links* is understood only in part."""
        return self.pages >= ENOUGH and links < self.links / 2

    def has_lost_cards(self, strays: int, beside: int) -> bool:
        """Tell whether a page without a card links to more than what stands *beside* lists."""
        return are_more(strays, max(self.strays, beside))


def are_more(strays: int, beside: int) -> bool:
    """Tell whether so many links are more than may stand *beside* a list."""
    return strays > beside * _MORE + 1
