"""A page of a list waits for the articles before it; which waits, and for how long."""

import pytest
from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from worlds.paper import down, index_page, short
from worlds.press import INDEX, address, key

from newsscraper.crawl.newest_first import NewestFirst
from newsscraper.crawl.requests import Priority, article_request, index_request


class Engine:
    """Takes requests, as Scrapy's engine."""

    def __init__(self):
        self.taken = []

    def crawl(self, request):
        self.taken.append(request)


def parse(*given):
    yield from ()


def page(number, road=INDEX):
    return index_request(f"{road}?page={number}", road, {}, parse, parse)


def article(number):
    return article_request(key(number), address(number), Priority.ARTICLE, parse, parse)


@pytest.fixture
def crawler(crawler_of):
    crawler = crawler_of()
    crawler.engine = Engine()
    return crawler


@pytest.fixture
def middleware(crawler):
    return NewestFirst.from_crawler(crawler)


def is_kept_open(crawler):
    """Let Scrapy tell that nothing is on its way; return whether the spider is to stay."""
    heard = crawler.signals.send_catch_log(signals.spider_idle, dont_log=DontCloseSpider)
    return any(isinstance(getattr(result, "value", None), DontCloseSpider) for _, result in heard)


def passed(middleware, *requests):
    return [each for each in requests if middleware.get_processed_request(each, None)]


def test_the_very_first_page_waits_for_nothing(middleware):
    first = page(1)
    assert middleware.get_processed_request(first, None) is first


def test_articles_wait_for_nothing(middleware):
    some = [article(1), article(2), Request(INDEX)]
    assert passed(middleware, *some) == some


def test_a_later_page_is_held_until_nothing_is_on_its_way(crawler, middleware):
    first, second = page(1), page(2)
    assert passed(middleware, first, article(1), second, article(2)) != [first, second]
    assert crawler.engine.taken == []
    assert is_kept_open(crawler)
    assert crawler.engine.taken == [second]
    assert not is_kept_open(crawler)


def test_a_first_page_waits_for_an_article_before_it(middleware):
    some = article(1)
    assert passed(middleware, some, page(1)) == [some]


def test_pages_of_several_roads_take_turns_one_at_a_time(crawler, middleware):
    roads = [f"https://mediaindonesia.com/{name}" for name in ("ekonomi", "olahraga")]
    fronts = [page(number, road) for number in (1, 2) for road in roads]
    assert passed(middleware, *fronts) == fronts[:1]
    for number in (1, 2, 3):
        assert is_kept_open(crawler)
        assert crawler.engine.taken == fronts[1 : number + 1]
    assert not is_kept_open(crawler)


def test_in_a_crawl_the_next_page_comes_when_the_articles_of_the_last_are_stored(build, serve):
    paper, reads = build()
    paper.publish(down(12, 1))
    held = []
    with serve(paper.folder) as server:
        reader = reads(server.url, "DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS=8")

        def look(url):
            if url.endswith(index_page(2)):
                held.extend(reader.ask("SELECT count(*) FROM articles"))

        server.hook = look
        run = reader()
        asked = short(server.requests[1:])
    assert run.code == 0
    assert asked == ["/indeks", *down(12, 7), index_page(2), *down(6, 1)]
    assert held == [(6,)]
