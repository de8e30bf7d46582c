"""What a walk sets out with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from newsscraper.roads.any_road import Road
from newsscraper.roads.listing import Usual
from newsscraper.window import Window


@dataclass(frozen=True)
class Plan:
    """What is known of a walk before its first page."""

    road: Road
    window: Window
    today: date = date.max
    """The publisher's day when the run began."""
    usual: Usual = field(default_factory=Usual)
    """What the pages of the road usually list."""
    second: str | None = None
    """The nearest page behind the first that earlier walks have read, where links lead there."""
    shows_empty: bool = False
    """Whether a page of a day was there and listed nothing, on this road or another."""
    number: int = 0
    """Of the walk in the store."""
    page_limit: int | None = None
    """Pages that may be read; None is no limit."""
    counts_from: int | None = None
    """The walk from whose first article on the limit counts: it has a page to read yet."""
    counts_from_day: date | None = None
    """The day whose pages are the first to count: those after it came since it could not be read.

    None: all count.
    """
    stops_at_known: bool = False
    """Whether the walk is over where an earlier one has been."""
    is_from_top: bool = True
    """Whether nothing newer is left out."""
    is_substitute: bool = False
    """Whether it is walked in place of a refused or dead road."""
    has_stored: bool = False
    """Whether the store has any article of the publisher."""
    has_known: bool = False
    """Whether an incremental walk down the road was ever complete, or others in its place."""
    was_read: bool = False
    """Whether a page of the road ever listed an article."""
    is_first: bool = False
    """Whether no incremental walk down the road was ever begun."""
    settled_before: date | None = None
    """Before that day, all that the road listed was met by a complete walk, if that is known."""
    begins_at: str | None = None
    """The page to begin with, where it goes on with an earlier walk."""
    unfinished: Mapping[int, str] = field(default_factory=dict)
    """Earlier walks that were cut off: number -> the page where each is to go on."""
    grounds: Mapping[int, int] = field(default_factory=dict)
    """Number of a walk -> the unfinished one that its ground belongs to."""

    @property
    def counts_later(self) -> bool:
        """Tell whether the first pages do not count: they have what came since."""
        day = self.counts_from_day
        return self.counts_from is not None or (day is not None and day < self.today)
