"""Several crawls in one process: where each process begins, and what is said of all together."""

from types import SimpleNamespace

import pytest
from scrapy.settings import Settings
from twisted.internet.defer import Deferred

from newsscraper.console.side_by_side import SideBySide
from newsscraper.crawl.by_another import CrawledByAnother
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import Exit
from newsscraper.store.run_log import EndedRun


class Crawler:
    """A crawl that somebody ends."""

    def __init__(self, name):
        self.name = name
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

    def create_crawler(self, name):
        return Crawler(name)

    def crawl(self, crawler, **given):
        self.begun.append(crawler)
        return crawler.ended

    def start(self):
        pass

    def end(self, name, code=Exit.COMPLETE, stopped_by=None):
        """End the crawl of a publisher."""
        [crawler] = [each for each in self.begun if each.name == name]
        crawler.run.outcome = Outcome(code, "…")
        crawler.run.stopped_by = stopped_by
        crawler.ended.callback(None)


@pytest.fixture
def process():
    return Process()


def begin(process, *names):
    asked = dict.fromkeys(names or ("satu", "dua"), SimpleNamespace(given={}))
    crawls = SideBySide(process, asked)
    crawls.run()
    return crawls


def names(process):
    return [each.name for each in process.begun]


@pytest.mark.parametrize(
    ("number", "order"), [(6, "satu dua tiga"), (7, "dua tiga satu"), (8, "tiga satu dua")]
)
def test_each_process_begins_at_another_place(process, monkeypatch, number, order):
    monkeypatch.setattr("os.getpid", lambda: number)
    begin(process, "satu", "dua", "tiga")
    assert names(process) == order.split()


def test_the_numbers_of_all_are_added(process):
    crawls = begin(process)
    process.end("satu")
    process.end("dua", Exit.PARTIAL)
    *_, outcome = crawls.outcomes(1)
    assert outcome.text == (
        "Partial: dua ended with code 7; 1 of 2 publishers with 0; "
        "2 new articles, 4 failed, 1 line of urls skipped."
    )


def test_what_another_run_has_crawled_is_told(process):
    run = EndedRun(12, {}, Exit.COMPLETE, "Complete: 4 articles, 0 failed.")
    crawls = begin(process)
    process.end("satu")
    process.end("dua", stopped_by=CrawledByAnother("process 12 on b", run))
    *_, outcome = crawls.outcomes()
    assert outcome.text.startswith("Up to date: 2 publishers (1 crawled by other runs), ")


def test_where_no_store_can_be_asked_no_other_run_counts(process, tmp_path):
    (tmp_path / "articles.db").write_text("no database")
    process.settings.set("STORE_URL", f"sqlite:///{tmp_path / 'articles.db'}")
    begin(process)
    assert len(process.begun) == 2
