"""What a crawl could not have: its number, its state, its line in the log, and who is told."""

import asyncio
import logging

import pytest
from scrapy import signals
from scrapy.core.engine import ExecutionEngine
from scrapy.exceptions import DropItem
from scrapy.http import Response
from worlds.press import INDEX, address, article, key, listing

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.requests import Priority, article_request, index_request
from newsscraper.crawl.run import Run
from newsscraper.crawl.setbacks import Setbacks
from newsscraper.crawl.taken import Unread
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import CannotGoOn, Exit, Fate, Reason, Verdict
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.validators import Validators
from newsscraper.signals import article_dropped, article_failed
from newsscraper.store.states import State
from newsscraper.store.waits import WAITS

GONE = Verdict(Fate.GONE, "http_404", 404)
FAILED = Verdict(Fate.FAILED, "http_500", 500)
REFUSED = Verdict(Fate.REFUSED, Reason.ROBOTS_TXT)
PUT_OFF = Verdict(Fate.PUT_OFF, Reason.STOPPED)
SECOND, THIRD = f"{INDEX}?page=2", f"{INDEX}?page=3"
SITEMAP = "https://mediaindonesia.com/sitemap.xml"


class Crawl:
    """A run without an engine, and what it says."""

    def __init__(self, crawler, caplog):
        self.crawler = crawler
        self.run = crawler.get_extension(Run)
        self.caplog = caplog
        self.sent = []
        crawler.signals.connect(self.on_failed, article_failed)
        crawler.signals.connect(self.on_dropped, article_dropped)

    @property
    def setbacks(self) -> Setbacks:
        return self.run.setbacks

    def on_failed(self, key, url, verdict, state):
        self.sent.append(("failed", key, url, verdict, state))

    def on_dropped(self, article, reason):
        self.sent.append(("dropped", article.key, reason))

    def list(self, *numbers):
        """Let the index list these articles, and a page after it."""
        page = listing(*numbers, following=SECOND)
        return self.run.walker.take(INDEX, INDEX, page, Validators())

    @property
    def lines(self):
        return [(each.levelname, each.message) for each in self.caplog.records]

    @property
    def numbers(self):
        """All numbers but those that are 0."""
        stats = self.crawler.stats.get_stats()
        return {n: v for n, v in stats.items() if n.startswith(("articles/", "index_pages/"))}

    def ledger(self, column="state"):
        with self.run.store.reading() as transaction:
            found = transaction.exec_driver_sql(f"SELECT key, {column} FROM ledger")
            return dict(map(tuple, found))


@pytest.fixture
def crawl(crawler_of, caplog):
    caplog.set_level(logging.INFO, logger="mediaindonesia")
    return Crawl(crawler_of(), caplog)


def parse(*given, **named):
    yield from ()


def article_at(number):
    return article_request(key(number), address(number), Priority.ARTICLE, parse, parse)


def page_at(url=INDEX, road=INDEX):
    return index_request(url, road, {}, parse, parse)


# --- Articles -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "name", "state"),
    [(FAILED, "failed", "failed"), (REFUSED, "refused", "refused"), (GONE, "not_found", "failed")],
)
def test_each_fate_has_its_number_its_state_its_line_and_its_signal(crawl, verdict, name, state):
    crawl.list(1)
    assert crawl.setbacks.give_up(article_at(1), verdict) is None
    reason = str(verdict.reason)
    assert crawl.numbers == {f"articles/{name}": 1, f"articles/{name}/{reason}": 1}
    assert crawl.ledger() == {key(1): state}
    assert crawl.ledger("reason") == {key(1): reason}
    assert crawl.ledger("status") == {key(1): verdict.status}
    assert crawl.lines == [("WARNING", f"Article {name.replace('_', ' ')}, {reason}: {address(1)}")]
    assert crawl.sent == [("failed", key(1), address(1), verdict, State(state))]
    assert key(1) not in crawl.run.frontier.asked


def test_what_was_only_put_off_is_left_as_it_was(crawl):
    crawl.list(1)
    assert crawl.setbacks.give_up(article_at(1), PUT_OFF) is None
    assert crawl.setbacks.give_up(page_at(SECOND), PUT_OFF) is None
    assert (crawl.numbers, crawl.lines, crawl.sent) == ({}, [], [])
    assert crawl.ledger() == {key(1): "listed"}
    assert crawl.run.walker.walk(INDEX).unread is None


def test_an_article_that_no_list_showed_has_no_state(crawl):
    crawl.setbacks.lose(key(9), FAILED, address(9))
    assert crawl.sent == [("failed", key(9), address(9), FAILED, None)]
    assert crawl.numbers["articles/failed"] == 1


@pytest.mark.parametrize(("verdict", "fate"), [(FAILED, "failed"), (REFUSED, "refused")])
def test_after_many_tries_an_article_is_given_up(crawl, verdict, fate):
    crawl.list(1)
    for _ in WAITS:
        crawl.setbacks.lose(key(1), verdict, address(1))
    assert Stat.GIVEN_UP not in crawl.numbers
    crawl.setbacks.lose(key(1), verdict, address(1))
    assert crawl.ledger() == {key(1): "given_up"}
    tries = len(WAITS) + 1
    assert crawl.numbers == {
        f"articles/{fate}": tries,
        f"articles/{fate}/{verdict.reason}": tries,
        "articles/given_up": 1,
        f"articles/given_up/{fate}": 1,
    }
    assert crawl.lines[-1] == ("WARNING", f"Given up after many tries: {address(1)}")
    assert crawl.sent[-1][-1] == State.GIVEN_UP


@pytest.mark.parametrize("verdict", [FAILED, REFUSED, GONE])
def test_a_stored_article_that_is_not_to_be_had_again_stays_stored(crawl, verdict):
    crawl.list(1)
    crawl.run.frontier.store_article(article(1), DuplicateFinder(30, 0.3))
    crawl.setbacks.give_up(article_at(1), verdict)
    assert crawl.numbers == {
        "articles/not_rechecked": 1,
        f"articles/not_rechecked/{verdict.reason}": 1,
    }
    assert crawl.ledger() == {key(1): "stored"}
    assert crawl.lines == [("WARNING", f"Article not rechecked, {verdict.reason}: {address(1)}")]
    assert crawl.sent[0][-1] == State.STORED


def test_an_article_that_cannot_be_stored_is_lost_under_the_key_that_was_asked_for(crawl):
    crawl.list(1)
    crawl.run.frontier.receive(article(2), key(1), [address(1)])
    crawl.setbacks.drop(article(2), Reason.MISSING_FIELDS)
    verdict = Verdict(Fate.FAILED, Reason.MISSING_FIELDS)
    assert crawl.sent == [
        ("failed", key(1), address(2), verdict, State.FAILED),
        ("dropped", key(2), Reason.MISSING_FIELDS),
    ]
    assert crawl.ledger() == {key(1): "failed"}


def test_the_way_of_a_redirect_is_told(crawl):
    crawl.list(1)
    request = article_at(1).replace(url=address(2), meta={"redirect_urls": [address(1)]})
    crawl.setbacks.give_up(request, FAILED)
    way = f"{address(1)}, redirected to {address(2)}"
    assert crawl.lines == [("WARNING", f"Article failed, http_500: {way}")]
    assert crawl.sent[0][2] == way


# --- Index pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "name"), [(FAILED, "failed"), (REFUSED, "refused"), (GONE, "failed")]
)
def test_a_first_page_that_cannot_be_read_is_counted_and_told(crawl, verdict, name):
    assert crawl.setbacks.give_up(page_at(), verdict) is None
    assert crawl.numbers == {f"index_pages/{name}": 1, f"index_pages/{name}/{verdict.reason}": 1}
    assert crawl.lines == [("WARNING", f"Index page {name}, {verdict.reason}: {INDEX}")]
    assert crawl.run.walker.walk(INDEX).unread == (INDEX, verdict)
    assert crawl.sent == []


def test_a_page_that_another_linked_to_is_a_failure_when_it_is_not_there(crawl):
    crawl.list(1)
    assert crawl.setbacks.give_up(page_at(SECOND), GONE) == THIRD
    assert crawl.numbers == {"index_pages/failed": 1, "index_pages/failed/http_404": 1}
    assert crawl.lines == [("WARNING", f"Index page failed, http_404: {SECOND}")]


def test_a_list_that_ends_before_a_page_that_none_linked_to_is_no_failure(crawl):
    crawl.list(1)
    crawl.setbacks.give_up(page_at(SECOND), GONE)
    assert crawl.setbacks.give_up(page_at(THIRD), GONE) is None
    assert crawl.numbers == {"index_pages/failed": 1, "index_pages/failed/http_404": 1}
    assert crawl.lines[1:] == [("INFO", f"The index ends before {THIRD}, http_404")]


def test_a_page_is_given_up_once(crawl):
    crawl.list(1)
    for _ in WAITS:
        crawl.setbacks.leave_unread(Unread(SECOND, FAILED), page_at(SECOND))
    given_up = Unread(SECOND, FAILED, is_given_up=True)
    crawl.setbacks.leave_unread(given_up, page_at(SECOND))
    crawl.setbacks.leave_unread(given_up._replace(is_news=False), page_at(SECOND))
    tries = len(WAITS) + 1
    assert crawl.numbers == {
        "index_pages/failed": tries,
        "index_pages/failed/http_500": tries,
        "index_pages/given_up": 1,
        "index_pages/failed_again": 1,
    }
    assert crawl.lines[-1] == ("WARNING", f"Given up after many tries: {SECOND}")


def test_another_page_than_that_which_shows_it_is_told_by_its_address(crawl):
    crawl.setbacks.leave_unread(Unread(SECOND, GONE), page_at(THIRD))
    assert crawl.lines == [("WARNING", f"Index page failed, http_404: {SECOND}")]


def test_a_substitute_that_is_not_there_is_no_failure(crawl):
    crawl.run.walker.begin(Index("https://mediaindonesia.com/ekonomi"))
    walk = crawl.run.walker.walk("https://mediaindonesia.com/ekonomi")
    assert walk.plan.is_substitute
    crawl.setbacks.give_up(page_at(walk.road.url, walk.road.url), GONE)
    assert crawl.numbers == {}
    assert crawl.lines == [("INFO", f"There is no {walk.road.url} (http_404)")]


def test_one_list_of_several_that_failed_leaves_the_page_after_it(crawl):
    parts = [f"https://mediaindonesia.com/sitemap-{number}.xml" for number in (1, 2)]
    page = Listing(links=[(url, "") for url in parts])
    crawl.run.walker.take(SITEMAP, SITEMAP, page, Validators())
    assert crawl.setbacks.give_up(page_at(parts[0], SITEMAP), FAILED) == parts[1]
    assert crawl.numbers == {"index_pages/failed": 1, "index_pages/failed/http_500": 1}


# --- What breaks ----------------------------------------------------------------------------------


def broken_on(request):
    return Response(request.url, request=request)


def test_a_page_that_a_callback_broke_on_is_given_up(crawl):
    crawl.list(1)
    crawl.setbacks.on_callback_error(broken_on(article_at(1)))
    crawl.setbacks.on_callback_error(broken_on(page_at(SECOND)))
    assert crawl.ledger() == {key(1): "failed"}
    assert crawl.numbers == {
        "articles/failed": 1,
        "articles/failed/unexpected_error": 1,
        "index_pages/failed": 1,
        "index_pages/failed/unexpected_error": 1,
    }


def test_a_callback_that_broke_on_no_page_of_ours_says_nothing(crawl):
    other = article_at(1).replace(cb_kwargs={})
    for response in (None, Response(INDEX), broken_on(other)):
        crawl.setbacks.on_callback_error(response)
    assert (crawl.numbers, crawl.lines) == ({}, [])


def test_an_article_that_a_pipeline_broke_on_is_given_up_unless_it_is_stored(crawl):
    crawl.list(1, 2)
    for number in (1, 2):
        crawl.run.frontier.receive(article(number), key(number), [])
    crawl.run.frontier.store_article(article(2), DuplicateFinder(30, 0.3))
    for number in (1, 2):
        crawl.setbacks.on_item_error(article(number))
    assert crawl.ledger() == {key(1): "failed", key(2): "stored"}
    assert crawl.sent[1:] == [("dropped", key(1), Reason.UNEXPECTED_ERROR)]


def test_what_breaks_is_heard_of_from_scrapy_once_one_listens(crawl):
    crawl.list(1)
    heard = {"failure": None, "spider": crawl.crawler.spider}
    for listens in (False, True):
        if listens:
            crawl.setbacks.listen()
        response = broken_on(article_at(1))
        crawl.crawler.signals.send_catch_log(signals.spider_error, response=response, **heard)
        assert crawl.ledger() == {key(1): "failed" if listens else "listed"}


def test_other_errors_are_left_as_they_are(crawl):
    with pytest.raises(KeyError), crawl.setbacks.stopping():
        raise KeyError("a")


class Engine(ExecutionEngine):
    """Scrapy's, which was never started: it only notes why it was to close the spider."""

    async def close_spider_async(self, *, reason="cancelled"):
        self.reasons = [*getattr(self, "reasons", []), reason]


@pytest.mark.parametrize(("is_open", "reasons"), [(True, ["cannot_go_on"]), (False, [])])
def test_a_store_that_fails_drops_the_article_and_closes_a_spider_that_is_open(
    crawl, is_open, reasons
):
    async def fail():
        crawl.crawler.engine = engine = Engine(crawl.crawler, lambda _: None)
        engine.spider = crawl.crawler.spider if is_open else None
        with pytest.raises(DropItem, match="the disk is full"), crawl.setbacks.stopping():
            raise CannotGoOn(Exit.NOT_WRITTEN, "the disk is full")
        await asyncio.sleep(0)
        return getattr(engine, "reasons", [])

    assert asyncio.run(fail()) == reasons
