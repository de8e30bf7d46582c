"""What is much, and what is little, on a dated road: by its usual pages and days."""

from dataclasses import dataclass
from typing import Final, Self

from newsscraper.roads.any_road import Progress
from newsscraper.roads.listing import Size

_NEARLY: Final = 0.8
"""Share of the usual cards that makes a page a full one: an advertisement may take a place."""
_FAR_MORE: Final = 8
"""So many times the articles of a day are more than a weekend or a holiday explains."""


@dataclass(frozen=True)
class Measure:
    """What a page and a day of a road have, as far as it is known."""

    cards: float | None
    """Of a full page; None if no page was ever followed by another."""
    day: Size | None
    """A usual day."""

    @classmethod
    def of(cls, full: int, progress: Progress) -> Self:
        """Return that of the road of *progress*; *full* cards were on a page before another."""
        usual = progress.plan.usual
        return cls(usual.cards or full or None, usual.day)

    @property
    def page(self) -> float | None:
        """Cards that are enough for a full page."""
        return self.cards * _NEARLY if self.cards else None

    def fills(self, size: Size | None) -> bool:
        """Tell whether a page, or a day, of that *size* is known to fill a page."""
        return size is not None and self.page is not None and size.cards >= self.page

    def is_far_more(self, day: Size | None, than: int) -> bool:
        """Tell whether a *day* has far more articles *than* another, or any if that has none.

        Only days of two full pages count: smaller numbers are short by chance.
        """
        if day is None or self.page is None or than == 0:
            return self.fills(day)
        return day.cards >= 2 * self.page and day.links >= than * _FAR_MORE
