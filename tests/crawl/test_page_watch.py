"""What a run counts of its pages, and what it shows at the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from lab.clocks import StillClock
from scrapy.http import HtmlResponse

from newsscraper.crawl.arguments import Arguments
from newsscraper.crawl.page_watch import PageWatch
from newsscraper.drift.answers import AGE, CARDS
from newsscraper.items import Article
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store import ledger, page_changes, revisions, run_log

ME = "mediaindonesia"
NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)
PAGE = HtmlResponse("https://mediaindonesia.com/ekonomi/1/a", body=b"<p>")


@pytest.fixture
def store(open_store):
    store = open_store(StillClock(NOON))
    yield store
    store.close()


def watch(store, **asked):
    """A watch of a new run."""
    with store.writing() as transaction:
        run = run_log.begin(transaction, ME, {}, store.clock.now())
    return PageWatch(MediaIndonesiaSpider, Arguments(date(2026, 3, 1), **asked), store, run)


def article(number=1, age=timedelta(hours=1), **known):
    made = Article(key=f"{ME}:{number}", publisher=ME, section="ekonomi", **known)
    made.url = f"https://mediaindonesia.com/ekonomi/{number}/a"
    made.date_published = (NOON - age).isoformat()
    made.fetched_at = NOON.isoformat()
    made.authors, made.sources["authors"] = ["Sari"], "css div.author-2"
    return made


def counts(watched, question):
    return watched.profile.questions.get(question, {}).get("ekonomi", {})


def test_an_article_counts_once_under_its_own_address(store):
    watched = watch(store)
    watched.see_article(article(), f"{ME}:1", PAGE)
    watched.see_article(article(), f"{ME}:2", PAGE)
    assert watched.profile.articles == 1
    assert counts(watched, "authors") == {"css div.author-2": 1}


def test_a_list_of_urls_is_not_watched(store):
    watched = watch(store, urls=(PAGE.url,))
    watched.see_article(article(), "", PAGE)
    watched.compare()
    assert watched.profile.is_empty


def test_of_an_old_article_only_its_date_counts(store):
    watched = watch(store)
    watched.see_article(article(age=timedelta(days=40)), "", PAGE)
    assert (counts(watched, "authors"), counts(watched, AGE)) == ({}, {"old": 1})


def test_in_a_window_dates_may_be_of_any_age(store):
    watched = watch(store, since=date(2026, 1, 1))
    watched.see_article(article(age=timedelta(days=40)), "", PAGE)
    watched.see_article(article(), "", PAGE)
    assert counts(watched, AGE) == {}
    assert counts(watched, "authors") == {"css div.author-2": 1}


def test_what_is_fetched_once_more_is_as_old_as_it_should_be(store):
    with store.writing() as transaction:
        here = article(content_hash="x")
        run = run_log.begin(transaction, ME, {}, NOON)
        revisions.add(transaction, here, run)
        ledger.store(transaction, run, here, 0, None)
    watched = watch(store, recheck=48)
    watched.see_article(article(1, timedelta(hours=30)), "", PAGE)
    watched.see_article(article(2), "", PAGE)
    assert counts(watched, AGE) == {"since": 1}
    assert counts(watched, "authors") == {"css div.author-2": 2}


def test_an_article_that_others_link_to_may_be_of_any_age(store):
    watched = watch(store)
    watched.see_article(article(), "", PAGE, hops=1)
    assert counts(watched, AGE) == {}
    assert counts(watched, "authors") == {"css div.author-2": 1}


def test_late_is_what_lies_before_the_last_run_that_had_all(store):
    for code, hours in ((0, 30), (7, 5), (0, 4)):
        with store.writing() as transaction:
            given = {"sections": "opini"} if hours == 4 else {}
            run = run_log.begin(transaction, ME, given, NOON - timedelta(hours=hours))
            run_log.end(transaction, run, code, "", NOON)
    watched = watch(store)
    for hours in (1, 20, 40):
        watched.see_article(article(age=timedelta(hours=hours)), "", PAGE)
    assert counts(watched, AGE) == {"since": 2, "late": 1}


def test_a_run_that_began_in_the_future_says_not_what_is_late(store):
    for begin in (NOON - timedelta(hours=4), NOON + timedelta(days=3650)):
        with store.writing() as transaction:
            run_log.end(transaction, run_log.begin(transaction, ME, {}, begin), 0, "", begin)
    watched = watch(store)
    watched.see_article(article(age=timedelta(hours=1)), "", PAGE)
    watched.see_article(article(age=timedelta(hours=20)), "", PAGE)
    assert counts(watched, AGE) == {"since": 1, "late": 1}


def test_a_page_of_a_list_counts_by_the_kind_of_its_road(store):
    watched = watch(store)
    watched.see_page(Index(PAGE.url), Listing(cards=20), PAGE)
    assert watched.profile.questions[CARDS] == {"Index": {"24": 1}}
    watched = watch(store, since=date(2026, 2, 1))
    watched.see_page(Index(PAGE.url), Listing(cards=20), PAGE)
    assert watched.profile.questions[CARDS] == {"Index of a window": {"24": 1}}


def days(store, count, **known):
    """Let days pass, each with a run of thirty articles; return the last watch."""
    for _ in range(count):
        store.clock.moment += timedelta(days=1)
        watched = watch(store)
        for number in range(30):
            made = article(number)
            for name, value in known.items():
                setattr(made, name, value)
            watched.see_article(made, "", PAGE)
        watched.compare()
    return watched


def test_what_has_changed_is_in_the_store_and_in_the_log(store, caplog):
    caplog.set_level("INFO")
    days(store, 12)
    days(store, 1, authors=[])
    with store.reading() as transaction:
        [change] = page_changes.open_changes(transaction, ME)
    assert (change.field, change.url) == ("authors", PAGE.url)
    text = "Changed: authors in 0 of 30 articles, usually over 99 %"
    assert f"{text}; to look at it: scrapy savepage {PAGE.url}" in caplog.messages
    days(store, 1, authors=[])
    assert "Still changed: authors in 0 of 60 articles" not in caplog.text
    assert "Still changed: authors in 0 of 30 articles" in caplog.text
    days(store, 1)
    assert caplog.messages[-1] == "As usual again: authors"
    with store.reading() as transaction:
        assert page_changes.open_changes(transaction, ME) == []


def test_another_change_of_a_field_is_told_beside_the_one_that_is_open(store, caplog):
    caplog.set_level("INFO")
    days(store, 12, keywords=["banjir"] * 4)
    days(store, 1, keywords=["banjir"] * 16)
    days(store, 2, keywords=["banjir"])
    told = [text.partition(" in ")[0] for text in caplog.messages if text.startswith("Changed")]
    assert told == [
        "Changed: keywords has more than 5 items",
        "Changed: keywords has at most 1 items",
    ]
    days(store, 1, keywords=["banjir"] * 4)
    with store.reading() as transaction:
        assert page_changes.open_changes(transaction, ME) == []
