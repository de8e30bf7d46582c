"""Several crawls in one process: whoever is held is tried once more, unless a signal has come."""

from types import SimpleNamespace

import pytest
from scrapy.settings import Settings
from twisted.internet.defer import Deferred

from newsscraper.console.side_by_side import SideBySide
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import CannotGoOn, Exit

HELD = CannotGoOn(Exit.HELD, "dua is held by another run")


class Crawler:
    """A crawl that somebody ends."""

    def __init__(self, name):
        self.name = name
        self.crawling = True
        self.ended = Deferred()
        self.run = SimpleNamespace(
            outcome=None, stopped_by=None, has_begun=True, counts=dict.fromkeys(Stat, 1)
        )
        self.run.closed = SimpleNamespace(is_set=lambda: False)

    def get_extension(self, kind):
        return self.run


class Process:
    """What begins crawls; it ends when its tests do."""

    def __init__(self):
        self.settings = Settings({"PROGRESS": "auto"})
        self.begun = []

    @property
    def crawlers(self):
        return {each for each in self.begun if not each.ended.called}

    def create_crawler(self, name):
        return Crawler(name)

    def crawl(self, crawler, **given):
        self.begun.append(crawler)
        return crawler.ended

    def start(self):
        pass

    def end(self, place, code=Exit.COMPLETE, stopped_by=None):
        """End the crawl that was begun as number *place*."""
        crawler = self.begun[place]
        crawler.crawling = False
        crawler.run.outcome = Outcome(code, "…")
        crawler.run.stopped_by = stopped_by
        crawler.run.has_begun = stopped_by is None
        crawler.ended.callback(None)


@pytest.fixture
def process():
    return Process()


def begin(process, *, tries_again=True):
    asked = dict.fromkeys(("satu", "dua"), SimpleNamespace(given={}))
    crawls = SideBySide(process, asked, tries_again=tries_again)
    crawls.run()
    return crawls


def names(process):
    return [each.name for each in process.begun]


def test_who_is_held_is_tried_once_more_when_the_others_are_done(process):
    crawls = begin(process)
    process.end(1, Exit.HELD, HELD)
    assert names(process) == ["satu", "dua"]
    process.end(0)
    assert names(process) == ["satu", "dua", "dua"]
    process.end(2, Exit.HELD, HELD)
    assert names(process) == ["satu", "dua", "dua"]
    *_, outcome = crawls.outcomes()
    assert outcome.exit_code == Exit.HELD
    assert "dua ended with code 8" in outcome.text


def test_named_publishers_are_not_tried_again(process):
    begin(process, tries_again=False)
    process.end(1, Exit.HELD, HELD)
    process.end(0)
    assert names(process) == ["satu", "dua"]


def test_after_a_signal_nobody_is_tried_again(process):
    begin(process)
    process.end(1, Exit.HELD, HELD)
    process.end(0, Exit.STOPPED)
    assert names(process) == ["satu", "dua"]


def test_the_numbers_of_all_are_added(process):
    crawls = begin(process)
    process.end(0)
    process.end(1, Exit.PARTIAL)
    *_, outcome = crawls.outcomes(1)
    assert outcome.text == (
        "Partial: dua ended with code 7; 1 of 2 publishers with 0; "
        "2 new articles, 4 failed, 1 line of urls skipped."
    )
