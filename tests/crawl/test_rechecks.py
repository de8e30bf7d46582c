"""What is in the store and is fetched once more: that it does not come is no loss."""

import logging

import pytest
from scrapy.utils.test import get_crawler

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.run import Run
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Fate, Verdict
from newsscraper.items import Article
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import ledger
from newsscraper.store.states import State

MOMENT = "2026-01-20T10:00:00+07:00"
TEXT = " ".join(f"kata{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
FAILED = Verdict(Fate.FAILED, "http_500", 500)
LOSSES = (Stat.FAILED, Stat.REFUSED, Stat.GONE, Stat.GIVEN_UP)


def key(number):
    return f"mediaindonesia:{number}"


def url(number):
    return f"https://mediaindonesia.com/ekonomi/{number}/berita"


@pytest.fixture
def run():
    """Return a run with a temporary store, in which article 2 is an exact duplicate of 1."""
    crawler = get_crawler(MediaIndonesiaSpider)
    crawler.spider = MediaIndonesiaSpider.from_crawler(crawler)
    begun = Run.from_crawler(crawler)
    for number in (1, 2):
        list(begun.frontier.ask([url(number)]))
        store_article(begun, number)
    yield begun
    begun.store.close()


def store_article(run, number):
    article = Article(key=key(number), publisher="mediaindonesia", url=url(number), body=TEXT)
    article.date_published, article.content_hash = MOMENT, TEXT
    run.frontier.receive(article, key(number), [])
    run.frontier.store_article(article, DuplicateFinder(30, 0.3))


def state(run, number):
    with run.store.reading() as transaction:
        return ledger.look_up(transaction, [key(number)])[key(number)].state


@pytest.mark.parametrize(("number", "there"), [(1, State.STORED), (2, State.DUPLICATE)])
@pytest.mark.parametrize("fate", [Fate.FAILED, Fate.REFUSED, Fate.GONE])
def test_what_is_here_and_does_not_come_again_is_no_loss_even_if_it_repeats_another(
    run, caplog, number, there, fate
):
    assert state(run, number) == there
    assert key(number) in [each.key for each in run.frontier.again(MOMENT)]
    with caplog.at_level(logging.WARNING, logger="mediaindonesia"):
        run.setbacks.lose(key(number), FAILED._replace(fate=fate), url(number))
    assert run.counts[Stat.NOT_RECHECKED] == 1
    assert [run.counts[stat] for stat in LOSSES] == [0, 0, 0, 0]
    assert state(run, number) == there
    assert caplog.messages == [f"Article not rechecked, http_500: {url(number)}"]
