"""What earlier runs listed and did not fetch: a window without it leaves it to be fetched."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsscraper.crawl.frontier import Frontier
from newsscraper.crawl.scope import Scope
from newsscraper.failures import Fate, Verdict, http_reason
from newsscraper.items import Article, Link
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import ledger, settling
from newsscraper.store.states import InCommon, State
from newsscraper.window import Window

URL = "https://mediaindonesia.com/ekonomi/851796/berita"
KEY = "mediaindonesia:851796"
JANUARY = Window(date(2026, 1, 1), date(2026, 1, 31))
NOW = datetime(2026, 1, 20, 5, tzinfo=UTC)
BEFORE = "2025-12-24T10:00:00+07:00"


@pytest.fixture
def run(open_store):
    """Return a function that begins a run, number by number, all with one store."""
    store = open_store()

    def begin(number, window=Window()):
        scope = Scope(window, timedelta(days=30))
        return Frontier(store, number, MediaIndonesiaSpider.article_urls, scope, 0)

    yield begin
    store.close()


def show(frontier, hops=0):
    """Let a list that prints no dates show the article; return the keys of what is wanted."""
    links = {KEY: Link(url=URL, headline=None, date_published=None)}
    with frontier.store.writing() as transaction:
        known = ledger.look_up(transaction, links)
        return [each.key for each in frontier.admit(transaction, links, known, hops)]


def state(frontier):
    with frontier.store.reading() as transaction:
        return ledger.look_up(transaction, [KEY])[KEY].state


def leave(frontier):
    """Let the article come, which is older than the window."""
    frontier.leave(Article(key=KEY, url=URL, date_published=BEFORE), KEY)


def test_what_an_earlier_run_left_open_stays_owed_though_it_lies_out_of_the_window(run):
    show(run(1))
    windowed = run(2, JANUARY)
    assert [each.key for each in windowed.resume()] == [KEY]
    leave(windowed)
    assert state(windowed) == State.LISTED
    assert [each.key for each in run(3).resume()] == [KEY]


def lead(frontier):
    """Let its address lead to another article, which is older than the window."""
    frontier.leave(Article(key=f"{KEY}9", url=f"{URL}/9", date_published=BEFORE), KEY)


def settle(frontier, in_common=None):
    with frontier.store.writing() as transaction:
        settling.settle(transaction, "mediaindonesia", frontier.run, NOW, in_common)


def test_what_leads_out_of_the_window_is_out_of_it_at_the_end_of_the_run(run):
    windowed = run(1, JANUARY)
    show(windowed)
    lead(windowed)
    assert (state(windowed), windowed.tally.elsewhere) == (State.LISTED, 1)
    settle(windowed)
    assert state(windowed) == State.OUT_OF_WINDOW


def test_it_stays_open_when_most_lead_elsewhere(run):
    windowed = run(1, JANUARY)
    show(windowed)
    lead(windowed)
    settle(windowed, InCommon.ELSEWHERE)
    assert state(windowed) == State.FAILED
    assert [each.key for each in run(2).resume()] == [KEY]


def test_what_several_of_a_list_led_to_is_asked_for_again_by_each_of_them(run):
    first, other = run(1), URL.replace("851796", "851797")
    keys = [each.key for each in first.ask([URL, other])]
    with first.store.writing() as transaction:
        for each in keys:
            first.keeper.stray(transaction, each, f"{KEY}9")
    settle(first)
    assert state(first) == State.DUPLICATE
    assert list(run(2).ask([URL])) == [], "one address stands for the article"
    assert [each.key for each in run(3).ask([URL, other])] == keys


def test_what_a_list_shows_again_stays_owed_to_the_run_that_it_was_shown_to_first(run):
    show(run(1))
    windowed = run(2, JANUARY)
    assert show(windowed) == [KEY]
    leave(windowed)
    assert state(windowed) == State.LISTED
    assert [each.key for each in run(3).resume()] == [KEY]


def test_what_only_a_window_was_shown_is_written_off_when_it_lies_out_of_it(run):
    windowed = run(1, JANUARY)
    assert show(windowed) == [KEY]
    leave(windowed)
    assert state(windowed) == State.OUT_OF_WINDOW
    assert list(run(2).resume()) == []


def test_a_shorter_way_to_what_waits_is_no_try(run):
    show(run(1), hops=1)
    for _ in range(2):
        run(1).fail(KEY, Verdict(Fate.FAILED, http_reason(500), 500))
    second = run(2)
    assert show(second) == []
    with second.store.reading() as transaction:
        entry = ledger.look_up(transaction, [KEY])[KEY]
    assert (entry.hops, entry.run, entry.state) == (0, 1, State.FAILED)
