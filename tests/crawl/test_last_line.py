"""The words of the last line; `test_judges.py` has whole lines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.ending import Ending, WalkEnd
from newsscraper.crawl.last_line import (
    next_step,
    roads,
    said,
    said_calmly,
    said_of_nothing_new,
    still_to_fetch,
    suspected,
)
from newsscraper.crawl.tally import Suspicion
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.store.open_work import OpenArticles, OpenWork, PagesLeft
from newsscraper.store.states import InCommon

DAY = date(2026, 1, 20)
STAYS = {"store_name": "articles.db", "publisher": "detik"}


def test_what_failed_is_always_told_and_other_numbers_when_they_are_not_zero():
    assert said(Ending()) == "0 articles, 0 failed"
    every = dict.fromkeys(Stat, 1)
    assert said(Ending(counts=every, refusals={"wall_page": 1}, skipped=1)) == (
        "1 article, 2 failed, 1 given up, 1 gone, 1 refused (wall page), 1 not rechecked, "
        "1 without text, 1 shrunk, 1 exact duplicate, 1 index page given up, "
        "1 index page given up earlier failed again, 1 line of urls skipped"
    )


def test_of_a_calm_run_what_is_new_is_told():
    assert said_calmly(Ending(**STAYS)) == "0 new, 0 failed"
    assert said_calmly(Ending(**STAYS, counts={Stat.GONE: 2})) == "0 new, 0 failed, 2 gone"
    assert said_calmly(Ending(**STAYS, counts={Stat.SCRAPED: 2})) == "2 articles, 0 failed"


def test_what_failed_earlier_is_told_once():
    waits = OpenWork(OpenArticles(waiting=2))
    earlier = "2 failed earlier wait for their next try (soon)"
    assert said_calmly(Ending(**STAYS, open=waits)) == f"0 new; {earlier}"
    failed = {Stat.NOT_FOUND: 1}
    assert said_calmly(Ending(**STAYS, open=waits, counts=failed)) == (
        f"0 new, 1 failed; {earlier}"
    )


def test_where_nothing_is_new_it_is_told_where_all_is():
    held = Ending(**STAYS, held=283)
    assert said_of_nothing_new(held) == "0 new; articles.db holds 283"
    rechecked = replace(held, counts={Stat.NOT_RECHECKED: 1})
    assert said_of_nothing_new(rechecked) == (
        "0 new; articles.db holds 283; 0 failed, 1 not rechecked"
    )


def test_what_is_due_and_was_not_asked_for_is_still_to_fetch():
    owed = OpenWork(OpenArticles(owed=5))
    assert still_to_fetch(Ending(open=owed, counts={Stat.FAILED: 2})) == "; 3 still to fetch"
    assert still_to_fetch(Ending(open=owed, counts={Stat.FAILED: 5})) == ""
    assert still_to_fetch(Ending()) == ""


def test_a_line_that_names_the_unread_page_does_not_count_it():
    ending = Ending(open=OpenWork(owed_pages=PagesLeft(1)))
    assert said(ending) == "0 articles, 0 failed, 1 index page unread"
    assert said(ending, has_cause=True) == "0 articles, 0 failed"


def test_what_waits_is_told_in_every_line():
    left = OpenWork(OpenArticles(waiting=1, outside=1), waiting_pages=PagesLeft(1))
    assert said(Ending(open=left)) == (
        "0 articles, 0 failed; 1 failed earlier waits for its next try (soon); "
        "1 index page unread waits for its next try (soon); "
        "1 article that this run was not for is open"
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (InCommon.GONE, "answer 404 or 410"),
        (InCommon.ELSEWHERE, "lead elsewhere"),
        (InCommon.SAME_TEXT, "have the same text as others"),
    ],
)
def test_what_most_articles_have_in_common_is_told_with_numbers(kind, words):
    assert suspected(Suspicion(kind, 23, 24)) == f"23 of 24 articles {words}"


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({}, "."),
        ({"counts": {Stat.FAILED: 1}}, "; the next run tries again: scrapy coverage detik --gaps"),
        ({"counts": {Stat.GIVEN_UP: 1}}, ": scrapy coverage detik --gaps"),
        (
            {"open": OpenWork(owed_pages=PagesLeft(1))},
            "; to read what is unread, run the same line again.",
        ),
        (
            {"open": OpenWork(outside_pages=PagesLeft(2, (DAY - timedelta(days=3), DAY)))},
            ": scrapy crawl detik -a since=2026-01-17 -a until=2026-01-20",
        ),
        ({"open": OpenWork(outside_pages=PagesLeft(2))}, ": scrapy coverage detik --gaps"),
    ],
)
def test_the_next_command_ends_the_line_where_there_is_one(facts, step):
    assert next_step(Ending(**STAYS, **facts)) == step


def test_no_command_asks_a_temporary_store():
    failed = {Stat.FAILED: 2}
    assert next_step(Ending(counts=failed)) == "; the next run tries again."
    assert next_step(Ending(counts=failed | {Stat.GIVEN_UP_FAILED: 2})) == "."


def test_of_several_roads_the_first_is_named():
    road, page = "https://detik.example/indeks?page={page}", "https://detik.example/indeks?page=1"
    verdict = Verdict(Fate.REFUSED, Reason.ROBOTS_TXT)
    forbidden = WalkEnd(road, page, unread=(f"{page}2", verdict))
    assert roads([forbidden]) == f"{page}2 is forbidden by robots.txt"
    empty = WalkEnd(road, page, has_articles=False)
    assert roads([empty, forbidden]) == f"{page} lists no article; the same goes for 1 more"
