"""One run: what it makes of its arguments, the run table, and what is said of its end."""

import asyncio
import json

import pytest
from scrapy import Spider
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler
from worlds.press import INDEX, TODAY, address

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.bad_argument import BadArgument
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.last_outcome import outcome_of
from newsscraper.crawl.outcome import ENDED_BADLY, NOT_STARTED, STOPPED_AT_ONCE, Outcome
from newsscraper.crawl.run import Run
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store.locks import publisher_lock
from newsscraper.window import Window

ROWS = "SELECT id, publisher, arguments, ended, exit_code, outcome FROM runs"


@pytest.fixture
def begin(crawler_of, tmp_path):
    """Return a function that begins a run on a store in a file, in a coroutine."""

    async def begun(name="articles.db", **arguments):
        crawler = crawler_of(settings={"STORE_URL": f"sqlite:///{tmp_path / name}"}, **arguments)
        crawler.engine = ExecutionEngine(crawler, lambda _: None)
        run = crawler.get_extension(Run)
        await run.begin()
        return run

    return begun


def rows(run, query=ROWS):
    with run.store.reading() as transaction:
        return [tuple(row) for row in transaction.exec_driver_sql(query)]


# --- Whose run it is ------------------------------------------------------------------------------


def test_the_run_of_a_publisher_is_the_one_that_all_parts_get(crawler_of):
    crawler = crawler_of(since="2026-01-19", max_pages="2")
    run = crawler.get_extension(Run)
    assert isinstance(run, Run)
    assert crawler.spider.run is run
    assert run.publisher is MediaIndonesiaSpider
    assert run.arguments is crawler.spider.arguments
    assert run.scope.window == Window(run.arguments.since)
    assert run.frontier.store is run.walker.store is run.store
    assert run.walker.frontier is run.setbacks.frontier is run.frontier
    assert (run.walker.pages_left, run.walker.planner.first_run_pages) == (2, 3)


def test_another_spider_has_no_run(crawler_of):
    class Other(Spider):
        name = "other"

    crawler = crawler_of(Other)
    assert crawler.get_extension(Run) is None
    with pytest.raises(NotConfigured):
        Run.from_crawler(crawler)


def test_a_crawler_without_a_spider_has_no_run():
    with pytest.raises(NotConfigured):
        Run.from_crawler(get_crawler(MediaIndonesiaSpider))


def test_arguments_are_handed_over_understood(crawler_of):
    asked = Arguments(TODAY, since=TODAY, related=0)
    run = crawler_of(arguments=asked).get_extension(Run)
    assert run.arguments is asked
    assert run.frontier.limit == 0


def test_the_word_arguments_of_a_command_line_is_no_argument():
    with pytest.raises(BadArgument, match="unknown argument 'arguments'; known are since"):
        MediaIndonesiaSpider(arguments="x")


# --- Its beginning --------------------------------------------------------------------------------


def test_before_a_run_begins_its_store_is_a_temporary_one(crawler_of, tmp_path):
    crawler = crawler_of(settings={"STORE_URL": f"sqlite:///{tmp_path / 'articles.db'}"})
    run = crawler.get_extension(Run)
    assert run.store.path is None
    assert run.store is run.store
    assert (run.has_begun, run.number) == (False, 0)
    assert not list(tmp_path.iterdir())


def test_a_run_that_begins_is_in_the_run_table_of_its_store(begin, tmp_path):
    run = asyncio.run(begin(since="2026-01-19"))
    assert run.store.path == tmp_path / "articles.db"
    assert (run.has_begun, run.number) == (True, 1)
    assert rows(run) == [(1, "mediaindonesia", '{"since": "2026-01-19"}', None, None, None)]
    assert run.frontier.run == run.walker.planner.run == 1


def test_secrets_of_the_arguments_are_not_written_down(begin):
    secrets = {"urls": f"{address(1)}?token=rahasia123", "_job": "ftp://budi:rahasia123@host/a"}
    run = asyncio.run(begin(**secrets))
    given = json.loads(rows(run)[0][2])
    assert given.keys() == secrets.keys()
    assert "rahasia123" not in str(given)
    assert given["urls"].startswith(address(1))


def test_a_run_does_not_begin_twice(begin):
    async def twice():
        run = await begin()
        with pytest.raises(AssertionError, match="has a store before it begins"):
            await run.begin()
        return run

    assert len(rows(asyncio.run(twice()))) == 1


def test_a_run_does_not_begin_with_a_temporary_store_in_use(crawler_of):
    run = crawler_of().get_extension(Run)
    assert run.store
    with pytest.raises(AssertionError, match="has a store before it begins"):
        asyncio.run(run.begin())


def test_a_run_does_not_begin_while_another_holds_the_publisher(begin, crawler_of, tmp_path):
    clock = crawler_of().get_extension(Run).clock
    lock = publisher_lock(tmp_path / "articles.db", "mediaindonesia", clock)
    try:
        with pytest.raises(CannotGoOn, match="is held by another run") as caught:
            asyncio.run(begin())
        assert caught.value.exit_code == Exit.HELD
    finally:
        lock.release()
    assert not (tmp_path / "articles.db").exists()


# --- Its end --------------------------------------------------------------------------------------


def test_the_end_is_in_the_run_table_the_stats_and_the_outcome(begin, tmp_path):
    async def whole():
        run = await begin(urls=address(1))
        run.on_opened()
        assert not run.closed.is_set()
        run.counts.add(Stat.SCRAPED)
        await run.on_closed("finished")
        return run

    run = asyncio.run(whole())
    assert run.closed.is_set()
    assert outcome_of(run.crawler) is run.outcome
    assert run.outcome.exit_code == Exit.COMPLETE
    stats = run.crawler.stats
    assert stats.get_value("run/exit_code") == 0
    assert stats.get_value("run/outcome") == run.outcome.text
    again = asyncio.run(begin())
    ended = rows(again)[0]
    assert ended[3] is not None
    assert ended[4:] == (0, run.outcome.text)


def test_the_lock_is_let_go_of_at_the_end(begin):
    async def one_after_the_other():
        for _ in range(2):
            run = await begin()
            run.on_opened()
            await run.on_closed("finished")
        return run

    assert asyncio.run(one_after_the_other()).number == 2


def test_a_run_that_never_began_has_an_outcome_but_no_row(crawler_of):
    run = crawler_of().get_extension(Run)
    asyncio.run(run.on_closed("finished"))
    assert run.outcome
    assert run.outcome.exit_code == Exit.UNEXPECTED


# --- What is said of it ---------------------------------------------------------------------------


def test_a_crawl_that_never_came_to_its_extensions_did_not_start():
    assert outcome_of(Crawler(MediaIndonesiaSpider)) is NOT_STARTED


def test_a_crawl_of_another_spider_and_one_that_did_not_begin_did_not_start(crawler_of):
    assert outcome_of(get_crawler(Spider)) is NOT_STARTED
    assert outcome_of(crawler_of()) is NOT_STARTED


def test_a_run_that_is_over_says_how_it_ended(crawler_of):
    crawler = crawler_of()
    outcome = crawler.get_extension(Run).outcome = Outcome(Exit.PARTIAL, "Partial: 1 article.")
    assert outcome_of(crawler) is outcome


def test_a_run_without_an_outcome_ended_badly_or_was_stopped_at_once(begin):
    async def cut_off():
        run = await begin()
        run.on_opened()
        try:
            return run, outcome_of(run.crawler)
        finally:
            run.closed.set()
            await asyncio.sleep(0)

    run, stopped = asyncio.run(cut_off())
    assert stopped is STOPPED_AT_ONCE
    assert outcome_of(run.crawler) is ENDED_BADLY
    assert INDEX in {road.url for road in run.walker.routes.best}
    asyncio.run(run.on_closed("shutdown"))


# --- Judging -----------------------------------------------------------------------------------


def test_judging_a_run_that_did_not_begin_makes_nothing_for_it(crawler_of):
    run = crawler_of().get_extension(Run)
    asyncio.run(run.on_closed("finished"))
    assert run.outcome is not None
    assert "walker" not in vars(run)
    assert "frontier" not in vars(run)
