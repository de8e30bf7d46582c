"""What is known of a crawl when it ends: facts, from which its outcome is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple, Self

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.dead_ends import STRANGE
from newsscraper.crawl.tally import Suspicion
from newsscraper.crawl.walk import Walk
from newsscraper.failures import CannotGoOn, Fate, Reason, Verdict, http_reason
from newsscraper.feeds.outbox import Sent
from newsscraper.store.open_work import OpenWork

_TURNED_AWAY: Final = frozenset(
    {
        *(Reason.ROBOTS_TXT, Reason.ROBOTS_ERROR, Reason.CHALLENGE_PAGE, Reason.WALL_PAGE),
        *map(http_reason, (401, 403, 429)),
    }
)
"""Reasons of refusals that are meant for us; others are a choice about one article."""


@dataclass(frozen=True)
class WalkEnd:
    """How far a walk came."""

    road: str
    """URL."""
    first_page: str
    """The page where it began."""
    has_articles: bool = True
    """Whether any page listed an article."""
    is_begun: bool = True
    """Whether any page was read."""
    unread: tuple[str, Verdict] | None = None
    """The first page that could not be read, and why."""
    is_turned_away: bool = False
    """Whether a refusal ended it."""
    is_complete: bool = True
    """Whether it came to its end, or as far as the run was to go."""
    is_quiet: bool = False
    """Whether no day of a dated index is there."""
    is_substitute: bool = False
    """Whether it was walked in place of a refused or dead road."""

    @property
    def is_strange(self) -> bool:
        """Whether it ended at a page that has changed, or is another list."""
        return self.unread is not None and self.unread[1].reason in STRANGE

    @classmethod
    def of(cls, walk: Walk, first_page: str) -> Self:
        """Return how far *walk*, which began at *first_page*, came."""
        return cls(
            walk.road.url,
            first_page,
            has_articles=walk.has_articles,
            is_begun=bool(walk.seen),
            unread=walk.unread,
            is_turned_away=walk.is_turned_away,
            is_complete=not walk.holes,
            is_quiet=walk.is_quiet,
            is_substitute=walk.plan.is_substitute,
        )


class PageChange(NamedTuple):
    """Something that has changed on the publisher's pages."""

    field: str
    text: str
    url: str | None
    """Of a page that shows it."""
    is_told: bool = False
    """Whether an earlier run ended with code 9 for it."""


@dataclass(frozen=True)
class Ending:
    """What is known of a crawl when it ends."""

    reason: str = "finished"
    """Scrapy's word for why the spider was closed."""
    floor: float = 0.9
    """Share of article pages that must give headline, body and date."""
    is_opened: bool = True
    """Whether the spider came to be opened."""
    has_begun: bool = True
    """Whether the run is in the run table."""
    errors: int = 0
    """Exceptions that nobody expected."""
    stopped_by: CannotGoOn | None = None
    """Why the run could not begin."""
    store_failure: str | None = None
    """The first thing that could not be written to the store, or read from it."""
    store_name: str | None = None
    """None for a temporary store."""
    held: int = 0
    """The publisher's articles in the store."""
    wants_feeds: bool = True
    """Whether the settings name any feed."""
    has_feeds: bool = True
    """Whether the feeds came to be."""
    in_use: tuple[str, ...] = ()
    """Feeds that another run held all the time, each with who it is."""
    loss: CannotGoOn | None = None
    """How the hold on the publisher was lost, if it was."""
    unwritten: tuple[str, ...] = ()
    """Feeds that could not be delivered, each with its reason."""
    unrecorded: str | None = None
    """Why pages could not be recorded."""
    delivered: tuple[Sent, ...] = ()
    """What was put into files, or sent somewhere."""
    walks: tuple[WalkEnd, ...] = ()
    is_covered: bool = False
    """Whether roads in place of dead ones have shown all that those would have."""
    untold: int = 0
    """Lists that passed something by, and whose dates could not be checked."""
    suspicion: Suspicion | None = None
    """What most articles have in common, which is not believed yet."""
    publisher: str = "NAME"
    is_list: bool = False
    """Whether the run was for a list of URLs."""
    is_incremental: bool = True
    """Whether it was for neither a list nor a window."""
    skipped: int = 0
    """Lines of the list that are no article URL."""
    open: OpenWork = field(default_factory=OpenWork)
    """What of the publisher is open."""
    changes: tuple[PageChange, ...] = ()
    """What has changed on the publisher's pages."""
    now: datetime | None = None
    """In the publisher's zone."""
    next_try: datetime | None = None
    """When the first of what waits is due, in the publisher's zone."""
    counts: Mapping[Stat, int] = field(default_factory=dict)
    """Numbers of the crawl; one that is not there is 0."""
    refusals: Mapping[str, int] = field(default_factory=dict)
    """Reason -> articles that were refused for it."""
    not_rechecked: Mapping[str, int] = field(default_factory=dict)
    """Reason -> stored articles that could not be fetched once more."""

    def count(self, stat: Stat) -> int:
        """Return a number of the crawl."""
        return self.counts.get(stat, 0)

    # --- Walks -------------------------------------------------------------------------------

    @property
    def set_out(self) -> tuple[WalkEnd, ...]:
        """The walks down the roads that the run set out for."""
        return tuple(walk for walk in self.walks if not walk.is_substitute)

    @property
    def is_replaced(self) -> bool:
        """Whether a road that was refused was left for others, which gave articles."""
        is_left = any(walk.is_substitute and walk.has_articles for walk in self.walks)
        return bool(self.set_out) and is_left

    @property
    def has_articles(self) -> bool:
        """Whether any index page listed an article."""
        return any(walk.has_articles for walk in self.walks)

    def _is_excused(self, walk: WalkEnd) -> bool:
        """Tell whether the page at which *walk* ended is missed by nobody.

        What a replaced road would list, others list, too; a substitute need not be there at all;
        and no news on a day is no failure.
        """
        if walk.is_substitute and not walk.has_articles:
            is_gone = walk.unread is not None and walk.unread[1].fate == Fate.GONE
            return is_gone or self.is_covered
        is_left = self.is_covered and not walk.is_substitute and not walk.is_strange
        return is_left or (walk.is_quiet and self.has_articles)

    @property
    def unread(self) -> int:
        """Index pages that the run owes, at least one for each walk that was cut short."""
        cut_short = [each for each in self.walks if not each.is_complete]
        missed = [walk for walk in cut_short if not self._is_excused(walk)]
        return max(self.open.owed_pages.count, len(missed))

    # --- Articles ----------------------------------------------------------------------------

    @property
    def has_new(self) -> bool:
        """Whether any article was stored, or there is no store that could have it."""
        came = self.count(Stat.SCRAPED) or self.count(Stat.EXACT_DUPLICATES)
        return bool(came) or not self.store_name

    @property
    def failed(self) -> int:
        """Articles that failed, also those that were not there for the first time."""
        return self.count(Stat.FAILED) + self.count(Stat.NOT_FOUND)

    @property
    def failed_for_now(self) -> int:
        """Articles that failed, and will be asked for again."""
        return self.count(Stat.FAILED) - self.count(Stat.GIVEN_UP_FAILED)

    @property
    def to_fetch(self) -> int:
        """Articles that the run owes, and has not tried."""
        return max(self.open.articles.owed - self.failed_for_now, 0)

    @property
    def missing(self) -> int:
        """Articles of the list that did not come."""
        lost = (Stat.FAILED, Stat.NOT_FOUND, Stat.REFUSED, Stat.GONE, Stat.NOT_ARTICLE)
        return sum(map(self.count, lost)) + self.open.elsewhere if self.is_list else 0

    @property
    def is_to_be_tried(self) -> bool:
        """Whether the next run has something to try again."""
        owed = self.open.articles.owed + self.open.articles.not_found + self.unread
        return bool(owed or self.failed_for_now > 0 or self.count(Stat.NOT_FOUND))

    @property
    def turned_away(self) -> int:
        """Articles that were asked for and refused, if there were no others; else 0."""
        reasons = (*self.refusals.items(), *self.not_rechecked.items())
        refused = sum(count for reason, count in reasons if reason in _TURNED_AWAY)
        asked = (Stat.REFUSED, Stat.NOT_RECHECKED, Stat.FAILED, Stat.NOT_FOUND, Stat.GONE)
        others = self.count(Stat.ARTICLE_PAGES_READ)
        return refused if refused == others + sum(map(self.count, asked)) else 0
