"""What a crawl does with the pages of articles, whatever led to them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsscraper.article.draft import Draft
from newsscraper.article.extraction import (
    PartOfArticle,
    addresses_of,
    missing_fields,
    read_article,
)
from newsscraper.article.rights import reservation_of
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.date_checks import check_dates, reopened
from newsscraper.crawl.requests import Priority, article_request, way_of
from newsscraper.crawl.spider_with_run import SpiderWithRun
from newsscraper.crawl.taken import Wanted
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.items import Article
from newsscraper.page.fetch_time import fetched_at
from newsscraper.page.opening import NoArticle

_FATES: Final = {Reason.NO_TEXT: Fate.NOT_ARTICLE, Reason.PROTECTED: Fate.REFUSED}
"""What becomes of a page without an article, by the reason; any other is a failure."""


class ArticlePages(SpiderWithRun):
    """Asks for the pages of articles, and yields the articles that they give."""

    def parse_article(
        self, response: Response, key: str = "", begun: Draft | None = None
    ) -> Iterator[Article | Request]:
        """Yield the article of a page, then the related articles to follow.

        *key* is that of the URL which was asked for; a redirect may lead to another article.
        *begun* is what the pages before gave, where the article has several.

        @example
        @returns items 1 1
        @scrapes key url headline body date_published section authors sources
        """
        try:
            article = read_article(response, type(self), begun)
        except NoArticle as reason:
            yield from self._without_article(reason, response, key)
        else:
            yield from self._take_article(article, response, key)

    def _take_article(
        self, article: Article, response: Response, key: str
    ) -> Iterator[Article | Request]:
        run = self.run
        run.counts.add(Stat.ARTICLE_PAGES_READ)
        run.counts.add(Stat.ARTICLE_PAGES_WHOLE, int(not missing_fields(article)))
        wrong_lists = check_dates(run, article, key)
        if self._is_asked_for(article, response, key):
            article.fetched_at = fetched_at(response, self.clock.now())
            run.watch.see_article(article, key, response, hops=run.frontier.asked.get(key, 0))
            wanted = run.frontier.receive(article, key, addresses_of(response))
            yield article
            yield from self.article_requests(wanted)
        yield from self.article_requests(reopened(run.frontier, wrong_lists))

    def _is_asked_for(self, article: Article, response: Response, key: str) -> bool:
        """Tell whether an article may be kept and lies in the window; note if it does not."""
        if reserved := reservation_of(article.rights, self.settings):
            verdict = Verdict(Fate.REFUSED, reserved)
            self.run.setbacks.lose(key, verdict, way_of(response.request))
            return False
        if not self.run.scope.holds(article):
            self.run.counts.add(Stat.OUT_OF_WINDOW)
            self.run.frontier.leave(article, key)
            return False
        return True

    def _without_article(
        self, reason: NoArticle, response: Response, key: str
    ) -> Iterator[Request]:
        """Ask for the next page where this one has a part of an article, else give it up."""
        counts = self.run.counts
        if isinstance(reason, PartOfArticle) and reason.next_page:
            counts.add(Stat.ARTICLE_PAGES_OF_SEVERAL)
            yield self._article_request(key, reason.next_page, Priority.WHOLE, reason.draft)
            return
        fate = _FATES.get(reason.reason, Fate.FAILED)
        is_page = reason.reason == Reason.UNRECOGNISED_TEMPLATE
        counts.add(Stat.ARTICLE_PAGES_READ, int(is_page))
        verdict = Verdict(fate, reason.reason, response.status)
        self.run.setbacks.lose(key, verdict, way_of(response.request))

    def recent_articles(self) -> Iterator[Wanted]:
        """Yield the stored articles that ``recheck`` wants to be fetched again."""
        if hours := self.arguments.recheck:
            moment = self.clock.now().astimezone(ZoneInfo(self.timezone)) - timedelta(hours=hours)
            yield from self.run.frontier.again(moment.isoformat(timespec="seconds"))

    def article_requests(
        self, wanted: Iterable[Wanted], priority: Priority = Priority.ARTICLE
    ) -> Iterator[Request]:
        """Yield the requests for articles; those that only articles lead to come later."""
        for key, url, hops in wanted:
            yield self._article_request(key, url, Priority.RELATED if hops else priority)

    def _article_request(
        self, key: str, url: str, priority: Priority, begun: Draft | None = None
    ) -> Request:
        return article_request(key, url, priority, self.parse_article, self.on_error, begun)

    def on_error(self, failure: Failure) -> Iterator[Request]:
        """Give up a page that could not be fetched."""
        raise NotImplementedError
