"""Watches a run by what it tells, and by its numbers; it changes nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from time import monotonic, process_time

from scrapy import Request, signals
from scrapy.crawler import Crawler

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.run import Run
from newsscraper.downloader.pace import Pace
from newsscraper.items import Article
from newsscraper.progress.figures import Figures, Pause
from newsscraper.progress.read_lists import ReadLists
from newsscraper.progress.speed import Speed
from newsscraper.progress.summary import Totals
from newsscraper.signals import article_revised, article_stored, index_page_read, walk_ended


class Watch:
    """What a run has done, from its beginning on."""

    def __init__(self, crawler: Crawler, run: Run, clock: Callable[[], float] = monotonic) -> None:
        """Begin to listen; *clock* counts seconds and never goes back."""
        asked = run.arguments
        self._crawler, self._run, self._clock = crawler, run, clock
        self._begun, self._cpu = clock(), process_time()
        self._ended: float | None = None
        self._speed = Speed(self._begun)
        roads = len(run.walker.routes.best)
        self._lists = ReadLists(asked.window, asked.today, roads, asked.max_pages)
        self._listed = self._new = self._revised = 0
        self._answering = 0.0
        crawler.signals.connect(self.on_page, index_page_read)
        crawler.signals.connect(self.on_walk_ended, walk_ended)
        crawler.signals.connect(self.on_stored, article_stored)
        crawler.signals.connect(self.on_revised, article_revised)
        crawler.signals.connect(self.on_answer, signals.response_downloaded)

    # --- What it hears -----------------------------------------------------------------------

    def on_page(self, road: str, day: date | None, listed: int) -> None:
        """Note an index page."""
        was_in_window = self._lists.is_in_window
        self._listed += listed
        self._lists.read(road, day, listed)
        if self._lists.is_in_window and not was_in_window:
            self._speed.begin(self._clock())

    def on_walk_ended(self, road: str) -> None:
        """Note that a road is read to its end."""
        self._lists.end(road)

    def on_stored(self, article: Article) -> None:
        """Note an article that feeds get."""
        self._new += article.revision == 1 and not _repeats(article)

    def on_revised(self, article: Article) -> None:
        """Note a revision; one with the text of another article is counted there."""
        self._revised += not _repeats(article)

    def on_answer(self, request: Request) -> None:
        """Note how long an answer took."""
        self._answering += request.meta.get("download_latency", 0.0)

    def end(self) -> None:
        """Note that nothing is fetched any more."""
        self._ended = self._clock()

    # --- What it tells -----------------------------------------------------------------------

    def figures(self) -> Figures:
        """Return what is known now."""
        counts, now = self._run.counts, self._clock()
        self._speed.count(now, self._number("downloader/request_count"))
        pace, to_fetch = self._pace, len(self._run.frontier.asked)
        permitted = 60 / pace.delay if pace.delay else None
        return Figures(
            publisher=self._run.publisher.name,
            position=self._lists.position,
            addresses=len(self._run.arguments.urls),
            stored=counts[Stat.SCRAPED],
            revised=self._revised,
            duplicates=counts[Stat.EXACT_DUPLICATES],
            failed=counts[Stat.FAILED] + counts[Stat.NOT_FOUND],
            refused=counts[Stat.REFUSED],
            to_fetch=to_fetch,
            rate=self._speed.rate_beside(permitted),
            permitted=permitted,
            pause=Pause(pace.pause_left, pace.pause_is_asked_for) if pace.pause_left else None,
            seconds_left=self._left(now, to_fetch),
            is_ending=self._ended is not None,
        )

    def _left(self, now: float, to_fetch: int) -> float | None:
        """Return the seconds until all is fetched; None if nobody knows how much that is."""
        rate = self._speed.rate
        known = to_fetch * 60 / rate if rate else to_fetch * self._pace.delay
        if self._run.arguments.urls:
            return known if rate else None
        return self._speed.left(now, self._lists.share, known)

    def totals(self) -> Totals:
        """Return the numbers of the run, which is over."""
        counts = self._run.counts
        failed = (counts.by_reason(Stat.FAILED), counts.by_reason(Stat.NOT_FOUND))
        seconds = self._clock() - self._begun
        return Totals(
            listed=self._listed,
            new=self._new,
            revised=self._revised,
            duplicates=counts[Stat.EXACT_DUPLICATES],
            out_of_window=counts[Stat.OUT_OF_WINDOW],
            refused=counts.by_reason(Stat.REFUSED),
            gone=counts[Stat.GONE],
            failed={name: count for each in failed for name, count in each.items()},
            pages=self._lists.pages,
            unread=counts[Stat.INDEX_PAGES_FAILED] + counts[Stat.INDEX_PAGES_REFUSED],
            requests=self._number("downloader/request_count"),
            received=self._number("downloader/response_bytes"),
            seconds=seconds,
            parts=self._parts(seconds),
        )

    def _parts(self, seconds: float) -> Mapping[str, float]:
        """Return what the time went to."""
        own, answers = process_time() - self._cpu, self._answering
        delivering = self._clock() - self._ended if self._ended is not None else 0.0
        rest = max(seconds - own - answers - delivering, 0.0)
        waiting = {"pauses between requests": rest} if self._pace.delay else {}
        others = {"its own work": own, "waiting for answers": answers, "the end": delivering}
        return others | waiting

    def _number(self, name: str) -> int:
        """Return one of Scrapy's own numbers."""
        return int(self._crawler.stats.get_value(name, 0))

    @property
    def delay(self) -> float:
        """Seconds from one request to the next."""
        return self._pace.delay

    @property
    def _pace(self) -> Pace:
        pace = self._crawler.get_downloader_middleware(Pace)
        assert pace
        return pace


def _repeats(article: Article) -> bool:
    """Tell whether an article has the very text of another."""
    return article.similarity == 1
