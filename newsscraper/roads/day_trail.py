"""What a dated index keeps in mind of the pages and days before, to judge the next by."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsscraper.failures import OpenReason, Reason, http_reason
from newsscraper.roads.listing import Size, are_more
from newsscraper.roads.trail import Trail


@dataclass(frozen=True)
class DayTrail(Trail):
    """What a dated index keeps in mind; ``ahead`` are the pages that the one before linked to."""

    small: str | None = None
    """The last page, if it listed far fewer articles than usual."""
    doubted: tuple[str, ...] = ()
    """Pages without any article: a fault if the day goes on behind them."""
    quiet: tuple[tuple[str, int], ...] = ()
    """First pages of days with few articles or none, and how many: a fault between fuller days."""
    absent: tuple[str, ...] = ()
    """First pages of days that are not there: a fault if any other day is."""
    absent_today: str | None = None
    """The first page of today, if it is not there: a fault if an empty one of another day is."""
    strange: tuple[tuple[str, int], ...] = ()
    """First pages of days without a card, and to how many articles each links: its own list's, or
    what stands beside all lists, which is not known yet."""
    empty_days: int = 0
    """Days in a row without an article."""
    may_go_on: bool = False
    """Whether the day may go on behind a page without any article."""
    pagers: int = 0
    """As `Usual.pagers`, of the days of this walk."""
    beyond: tuple[str, ...] = ()
    """Pages without any article, behind the last of a day, that this linked to."""
    is_paged: bool = False
    """Whether a page of the day linked to the one behind it."""
    here: Size | None = None
    """The last page that listed articles."""
    so_far: Size | None = None
    """The pages of the day up to it, together."""
    day_after: Size | None = None
    """The last day before that was not quiet."""
    looks_beyond: bool = False
    """Whether this page is read for what it says of the days beside it, before the window."""
    looks_ahead: bool = False
    """The same, after the window."""

    @classmethod
    def of(cls, trail: Trail) -> "DayTrail":
        """Return *trail*, which a walk hands back; an empty one where it only begins."""
        return trail if isinstance(trail, DayTrail) else cls()

    @property
    def is_in_doubt(self) -> bool:
        """Whether a page before may turn out to be a fault."""
        return bool(self.doubted or self.quiet or self.absent or self.strange or self.small)

    def missed(self, beside: int, *, has_articles: bool) -> Mapping[str, Reason | OpenReason]:
        """Return the days that are not there, or that link to more than stands beside lists."""
        missed: dict[str, Reason | OpenReason] = dict.fromkeys(self.absent, http_reason(404))
        strange = () if has_articles else self.strange
        strays = (page for page, count in strange if are_more(count, beside))
        return missed | dict.fromkeys(strays, Reason.NOT_UNDERSTOOD)
