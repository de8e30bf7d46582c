"""The numbers of a crawl: each is named here, and nowhere else."""

from enum import StrEnum

from scrapy.statscollectors import StatsCollector

from newsscraper.failures import Exit, OpenReason, Reason


class Stat(StrEnum):
    """A number of the crawl, by its name in Scrapy's stats."""

    INDEX_PAGES_UNCHANGED = "index_pages/unchanged"
    INDEX_PAGES_WITHOUT_ARTICLES = "index_pages/without_articles"
    UNKNOWN_ADDRESSES = "index_pages/unknown_addresses"
    """Addresses in lists that may be articles' in a form that nobody has seen."""
    INDEX_PAGES_FAILED = "index_pages/failed"
    INDEX_PAGES_REFUSED = "index_pages/refused"
    INDEX_PAGES_GIVEN_UP = "index_pages/given_up"
    INDEX_PAGES_FAILED_AGAIN = "index_pages/failed_again"
    """Those that an earlier run had given up."""
    ARTICLE_PAGES_READ = "article_pages/read"
    ARTICLE_PAGES_WHOLE = "article_pages/whole"
    """Those that gave headline, body and date."""
    ARTICLE_PAGES_OF_SEVERAL = "article_pages/of_several"
    OUT_OF_WINDOW = "articles/out_of_window"
    ALREADY_STORED = "articles/already_stored"
    """Not asked for."""
    UNCHANGED = "articles/duplicate"
    """Fetched, and stored just like that before."""
    REEXTRACTED = "articles/reextracted"
    """Fetched, and stored before as an older extraction read them: replaced in place."""
    EXACT_DUPLICATES = "articles/exact_duplicates"
    NEAR_DUPLICATES = "articles/near_duplicates"
    DATES_COMPARED = "articles/dates_compared"
    """Fetched articles whose list or address gives a date, too."""
    DATE_CONFLICTS = "articles/date_conflicts"
    LIST_DATES_SWAPPED = "articles/date_conflicts/list_swapped"
    LIST_DATES_IN_YEAR = "articles/date_conflicts/list_year"
    LIST_DATES_IN_MONTH = "articles/date_conflicts/list_month"
    ADDRESS_DATES_SWAPPED = "articles/date_conflicts/address_swapped"
    ADDRESS_DATES_IN_YEAR = "articles/date_conflicts/address_year"
    ADDRESS_DATES_IN_MONTH = "articles/date_conflicts/address_month"
    FAILED = "articles/failed"
    REFUSED = "articles/refused"
    NOT_FOUND = "articles/not_found"
    """404 or 410, and not believed yet: to be asked for once more."""
    GONE = "articles/gone"
    """404 or 410, for good."""
    SHRUNK = "articles/shrunk"
    """Stored ones whose page lost most of its text: that is not believed yet."""
    NOT_ARTICLE = "articles/not_article"
    NOT_RECHECKED = "articles/not_rechecked"
    """Stored ones that could not be fetched once more."""
    GIVEN_UP = "articles/given_up"
    GIVEN_UP_FAILED = "articles/given_up/failed"
    GIVEN_UP_REFUSED = "articles/given_up/refused"
    SCRAPED = "item_scraped_count"
    """Scrapy's own: articles that the pipelines let through."""


class Counts:
    """The numbers of one crawl; they are kept in Scrapy's stats."""

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    def add(self, stat: Stat, count: int = 1, *, reason: Reason | OpenReason | None = None) -> None:
        """Add *count* to a number, and to that of its *reason*; nothing if *count* is 0."""
        if count:
            self._stats.inc_value(str(stat), count)
            if reason:
                self._stats.inc_value(f"{stat}/{reason}", count)

    def move(self, old: Stat, new: Stat, count: int, reason: OpenReason) -> None:
        """Count under *new*, with its *reason*, what was counted under *old*."""
        self.add(old, -count, reason=reason)
        self.add(new, count, reason=reason)

    def tell(self, exit_code: Exit, outcome: str) -> None:
        """Put beside the numbers how the crawl ended."""
        self._stats.set_value("run/exit_code", exit_code.value)
        self._stats.set_value("run/outcome", outcome)

    def __getitem__(self, stat: Stat) -> int:
        return int(self._stats.get_value(str(stat), 0))

    def by_reason(self, stat: Stat) -> dict[str, int]:
        """Return the parts of a number, by the reason that each was added with."""
        start = f"{stat}/"
        numbers = self._stats.get_stats().items()
        return {name[len(start) :]: int(each) for name, each in numbers if name.startswith(start)}

    def snapshot(self) -> dict[Stat, int]:
        """Return all numbers as they are now."""
        return {stat: self[stat] for stat in Stat}
