"""What another run has done since our command began, and what of that counts for us."""

import logging

import pytest
from scrapy.settings import Settings

from newsscraper.crawl.by_another import CrawledByAnother, leave_to_another, newest_run, not_begun
from newsscraper.crawl.outcome import Outcome
from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store import run_log
from newsscraper.store.article_store import Store

LINE = "Complete: 4 articles in out.jsonl, 0 failed."
HOLDER = "process 12 on b, since 2026-01-20T19:27:59+00:00"


@pytest.fixture
def store(open_store):
    store = open_store()
    yield store
    store.close()


def run(store, code=Exit.COMPLETE, line=LINE, publisher="dua", pid=12, **arguments):
    """Enter a run into the store; it has ended unless the code is None. Return its number."""
    with store.writing() as transaction:
        number = run_log.begin(transaction, publisher, arguments, store.clock.now())
        transaction.exec_driver_sql(f"UPDATE runs SET pid = {pid} WHERE id = {number}")
        if code is not None:
            run_log.end(transaction, number, code, line, store.clock.now())
    return number


def told(store, newest=0, holder="", **arguments):
    """The outcome of a run that another one makes needless; None if it is needed."""
    try:
        leave_to_another(store, "dua", arguments, newest, holder)
    except CrawledByAnother as cause:
        return not_begun(cause)
    return None


@pytest.mark.parametrize(
    ("holder", "who"),
    [(HOLDER, "process 12 on b"), ("process 12, since …", "process 12"), ("", "process 12")],
)
def test_a_run_after_the_newest_of_before_counts_and_its_verdict_is_ours(store, holder, who):
    before = run(store)
    assert told(store, newest=before) is None
    run(store)
    text = f"Complete, by {who}: 4 articles in out.jsonl, 0 failed."
    assert told(store, before, holder) == Outcome(Exit.COMPLETE, text, logging.INFO)


def test_only_who_was_seen_to_hold_it_is_named_with_its_machine(store):
    run(store, pid=120)
    assert told(store, holder=HOLDER).text.startswith("Complete, by process 120: ")


@pytest.mark.parametrize("code", [0, 4, 5, 6, 7, 9])
def test_what_a_run_found_out_about_the_publisher_counts(store, code):
    run(store, Exit(code), "Partial: 4 articles.")
    assert told(store).exit_code == code
    assert told(store).log_level == (logging.WARNING if code in (0, 7, 9) else logging.ERROR)


@pytest.mark.parametrize("code", [None, 1, 2, 3, 8, 11])
def test_a_run_that_goes_on_or_says_nothing_of_the_publisher_does_not_count(store, code):
    run(store, code and Exit(code))
    assert told(store) is None


def test_a_run_that_was_asked_for_something_else_does_not_count(store):
    run(store, since="2026-01-01")
    run(store, publisher="satu")
    assert told(store) is None
    assert told(store, since="2026-01-01") is not None


def test_an_earlier_run_counts_when_the_last_one_does_not(store):
    run(store)
    run(store, Exit.STOPPED)
    run(store, None)
    assert told(store).exit_code == Exit.COMPLETE


def test_lists_of_urls_may_differ_by_machine(store):
    run(store, urls="@list.txt")
    assert told(store, urls="@list.txt") is None


def test_whatever_else_keeps_a_run_from_beginning_is_told():
    cause = CannotGoOn(Exit.HELD, "dua is held by another run")
    assert not_begun(cause) == Outcome(Exit.HELD, "Not begun: dua is held by another run.")


def test_the_newest_run_is_that_of_the_store_whatever_publisher(tmp_path):
    settings = Settings({"STORE_URL": f"sqlite:///{tmp_path / 'articles.db'}", "PROGRESS": "off"})
    assert newest_run(settings) == 0
    assert not (tmp_path / "articles.db").exists()
    store = Store.open(tmp_path / "articles.db")
    assert newest_run(settings) == 0
    assert run(store, publisher="satu") == newest_run(settings) == 1
    assert run(store, None) == newest_run(settings) == 2
    store.close()


def test_a_temporary_store_has_no_runs_of_others():
    assert newest_run(Settings({"REPLAY": "fixtures"})) == 0
