"""How a crawl ended: each judge by itself, and which of them speaks first."""

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.ending import Ending, PageChange, WalkEnd
from newsscraper.crawl.judges import JUDGES, judge
from newsscraper.crawl.outcome import NOT_STARTED
from newsscraper.crawl.tally import Suspicion
from newsscraper.failures import CannotGoOn, Exit, Fate, OpenReason, Reason, Verdict, http_reason
from newsscraper.store.open_work import OpenArticles, OpenWork, PagesLeft
from newsscraper.store.states import InCommon

INDEX = "https://mediainikoran.id/indeks"
PAGE = f"{INDEX}?page=2"
GOOD = WalkEnd(INDEX, INDEX)
EMPTY = WalkEnd(INDEX, INDEX, has_articles=False)
UNREAD = WalkEnd(INDEX, INDEX, is_begun=False, has_articles=False)
SITEMAP = "https://mediainikoran.id/sitemap.xml"
OTHER = WalkEnd(SITEMAP, SITEMAP, is_substitute=True)


def unread(fate, reason, status=None, **facts):
    """The end of a walk at a page that could not be read."""
    verdict = Verdict(fate, reason, status)
    facts.setdefault("is_turned_away", fate == Fate.REFUSED)
    return WalkEnd(INDEX, INDEX, unread=(PAGE, verdict), is_complete=False, **facts)


FORBIDDEN = unread(Fate.REFUSED, Reason.ROBOTS_TXT, has_articles=False)
BROKEN = unread(Fate.FAILED, http_reason(500), 500, has_articles=False)
SILENT = unread(Fate.FAILED, Reason.NO_ANSWER, has_articles=False)
QUIET = unread(Fate.GONE, http_reason(404), 404, has_articles=False, is_quiet=True)


def counts(**numbers):
    return {Stat[name.upper()]: number for name, number in numbers.items()}


COMPLETE = Ending(walks=(GOOD,), counts=counts(scraped=52))
JAKARTA = timezone(timedelta(hours=7))
NOON = datetime(2026, 1, 20, 12, tzinfo=JAKARTA)
SOON = NOON + timedelta(minutes=40)
DAY = date(2026, 1, 20)
STORED = Ending(
    walks=(GOOD,), store_name="articles.db", held=283, publisher="kompas", now=NOON, next_try=SOON
)


def left(**articles):
    """Articles that are open."""
    return OpenWork(OpenArticles(**articles))


LED = Suspicion(InCommon.ELSEWHERE, 23, 24)
WALLED = Suspicion(InCommon.SAME_TEXT, 24, 24)
NOT_THERE = Suspicion(InCommon.GONE, 24, 24)


def days(count):
    """The last days up to `DAY`."""
    return tuple(DAY - timedelta(days=ago) for ago in reversed(range(count)))


def turned_away(count, reason, *, pages=0, **facts):
    """A run whose articles were refused."""
    numbers = counts(refused=count, article_pages_read=pages)
    return replace(STORED, counts=numbers, refusals={reason: count}, **facts)


AUTHORS = PageChange("authors", "authors in 0 of 30 articles, usually 96 %", "https://a.id/1")
IMAGE = PageChange("image", "image in 0 of 30 articles, usually 99 %", "https://a.id/2")
TOLD = AUTHORS._replace(is_told=True)


ROWS = {
    "pages changed": (
        replace(COMPLETE, changes=(AUTHORS,)),
        Exit.CHANGED,
        "Changed: 52 articles, 0 failed; authors in 0 of 30 articles, usually 96 %, as "
        "https://a.id/1 shows.",
    ),
    "pages changed in several ways": (
        replace(COMPLETE, changes=(AUTHORS, IMAGE, IMAGE)),
        Exit.CHANGED,
        "Changed: 52 articles, 0 failed; authors in 0 of 30 articles, usually 96 %, as "
        "https://a.id/1 shows, and 2 other changes.",
    ),
    "pages changed, and nobody knows which": (
        replace(COMPLETE, changes=(AUTHORS._replace(url=None),)),
        Exit.CHANGED,
        "Changed: 52 articles, 0 failed; authors in 0 of 30 articles, usually 96 %.",
    ),
    "pages changed before, and now in another way": (
        replace(COMPLETE, changes=(TOLD, IMAGE)),
        Exit.CHANGED,
        "Changed: 52 articles, 0 failed; image in 0 of 30 articles, usually 99 %, as "
        "https://a.id/2 shows; still changed: authors.",
    ),
    "pages changed before": (
        replace(COMPLETE, changes=(TOLD, TOLD)),
        Exit.COMPLETE,
        "Complete: 52 articles, 0 failed; still changed: authors.",
    ),
    "pages changed before, and nothing is new": (
        replace(STORED, changes=(TOLD,)),
        Exit.COMPLETE,
        "Complete: 0 new; articles.db holds 283; still changed: authors: scrapy export -O FILE",
    ),
    "pages changed before, and something waits": (
        replace(STORED, changes=(TOLD,), open=left(waiting=1)),
        Exit.COMPLETE,
        "Up to date: 0 new; 1 failed earlier waits for its next try (12:40); still changed: "
        "authors: scrapy coverage kompas --gaps",
    ),
    "pages changed, and an article failed": (
        replace(STORED, counts=counts(scraped=69, failed=1), open=left(owed=1), changes=(AUTHORS,)),
        Exit.PARTIAL,
        "Partial: 69 articles, 1 failed; authors in 0 of 30 articles, usually 96 %, as "
        "https://a.id/1 shows; the next run tries again: scrapy coverage kompas --gaps",
    ),
    "pages changed, and give no dates": (
        replace(
            COMPLETE,
            changes=(AUTHORS,),
            counts=counts(scraped=3, article_pages_read=20, article_pages_whole=3),
        ),
        Exit.LAYOUT_CHANGED,
        "Layout changed: of 20 article pages 3 gave headline, body and date; 3 articles, 0 failed; "
        "authors in 0 of 30 articles, usually 96 %, as https://a.id/1 shows.",
    ),
    "most articles lead elsewhere": (
        replace(STORED, suspicion=LED, counts=counts(scraped=1, failed=23), open=left(owed=23)),
        Exit.PARTIAL,
        "Partial: 1 article, 23 failed; 23 of 24 articles lead elsewhere, which is believed "
        "when a run a day later sees the same; the next run tries again: "
        "scrapy coverage kompas --gaps",
    ),
    "most articles have one text": (
        replace(
            STORED,
            suspicion=WALLED,
            counts=counts(scraped=1, exact_duplicates=23),
            open=left(owed=24),
        ),
        Exit.PARTIAL,
        "Partial: 1 article, 0 failed, 23 exact duplicates; 24 of 24 articles have the same "
        "text as others, which is believed when a run a day later sees the same; the next run "
        "tries again: scrapy coverage kompas --gaps",
    ),
    "most articles are not there": (
        replace(STORED, suspicion=NOT_THERE, counts=counts(not_found=24)),
        Exit.PARTIAL,
        "Partial: 0 articles, 24 failed; 24 of 24 articles answer 404 or 410, which is believed "
        "when a run a day later sees the same; the next run tries again: "
        "scrapy coverage kompas --gaps",
    ),
    "most articles lead elsewhere, and dates are turned round": (
        replace(
            STORED,
            suspicion=LED,
            counts=counts(scraped=1, failed=23, dates_compared=24, list_dates_swapped=23),
        ),
        Exit.PARTIAL,
        "Partial: 1 article, 23 failed; in 23 of 24 the page's date and the list's have day and "
        "month swapped; 23 of 24 articles lead elsewhere, which is believed when a run a day later "
        "sees the same; the next run tries again: scrapy coverage kompas --gaps",
    ),
    "articles of a list led elsewhere": (
        replace(
            STORED,
            walks=(),
            is_list=True,
            is_incremental=False,
            counts=counts(scraped=1),
            open=OpenWork(elsewhere=5),
        ),
        Exit.PARTIAL,
        "Partial: 1 article, 0 failed, 5 led elsewhere.",
    ),
    "a page that was given up failed again": (
        replace(STORED, counts=counts(index_pages_failed_again=1)),
        Exit.COMPLETE,
        "Up to date: 0 new, 0 failed, 1 index page given up earlier failed again.",
    ),
    "a page was refused, and later ones came": (
        replace(
            STORED,
            walks=(unread(Fate.REFUSED, http_reason(403), 403, is_turned_away=False),),
            counts=counts(scraped=8),
            open=OpenWork(owed_pages=PagesLeft(1)),
        ),
        Exit.PARTIAL,
        "Partial: 8 articles, 0 failed, 1 index page unread; to read what is unread, run the same "
        "line again.",
    ),
    "dates turned round, and an article failed": (
        replace(
            STORED,
            counts=counts(scraped=69, failed=1, dates_compared=69, list_dates_swapped=69),
            open=left(owed=1),
        ),
        Exit.PARTIAL,
        "Partial: 69 articles, 1 failed; in 69 of 69 the page's date and the list's have day and "
        "month swapped; the next run tries again: scrapy coverage kompas --gaps",
    ),
    "complete": (COMPLETE, Exit.COMPLETE, "Complete: 52 articles, 0 failed."),
    "one article": (
        replace(COMPLETE, counts=counts(scraped=1)),
        Exit.COMPLETE,
        "Complete: 1 article, 0 failed.",
    ),
    "nothing new": (
        Ending(walks=(GOOD,), store_name="articles.db", held=283),
        Exit.COMPLETE,
        "Complete: 0 new; articles.db holds 283: scrapy export -O FILE",
    ),
    "nothing new, in a temporary store": (
        Ending(walks=(GOOD,)),
        Exit.COMPLETE,
        "Complete: 0 articles, 0 failed.",
    ),
    "nothing but an exact duplicate": (
        Ending(walks=(GOOD,), store_name="articles.db", counts=counts(exact_duplicates=1)),
        Exit.COMPLETE,
        "Complete: 0 articles, 0 failed, 1 exact duplicate.",
    ),
    "all other numbers": (
        Ending(
            walks=(GOOD,),
            counts=counts(
                scraped=7,
                given_up=1,
                gone=2,
                refused=3,
                not_rechecked=4,
                exact_duplicates=5,
                not_article=6,
            ),
        ),
        Exit.COMPLETE,
        "Complete: 7 articles, 0 failed, 1 given up, 2 gone, 3 refused, 4 not rechecked, "
        "6 without text, 5 exact duplicates.",
    ),
    "dates turned round": (
        replace(COMPLETE, counts=counts(scraped=24, dates_compared=24, list_dates_swapped=24)),
        Exit.CHANGED,
        "Changed: 24 articles, 0 failed; in 24 of 24 the page's date and the list's have day and "
        "month swapped.",
    ),
    "dates of another year than in the addresses": (
        replace(COMPLETE, counts=counts(scraped=9, dates_compared=10, address_dates_in_year=6)),
        Exit.CHANGED,
        "Changed: 9 articles, 0 failed; in 6 of 10 the page's date and the address's differ in the "
        "year.",
    ),
    "half of the dates turned round": (
        replace(COMPLETE, counts=counts(scraped=10, dates_compared=10, list_dates_swapped=5)),
        Exit.COMPLETE,
        "Complete: 10 articles, 0 failed.",
    ),
    "too few dates to tell": (
        replace(COMPLETE, counts=counts(scraped=9, dates_compared=9, list_dates_swapped=9)),
        Exit.COMPLETE,
        "Complete: 9 articles, 0 failed.",
    ),
    "dates that disagree in different ways": (
        replace(
            COMPLETE,
            counts=counts(
                scraped=12,
                dates_compared=12,
                date_conflicts=12,
                list_dates_swapped=4,
                list_dates_in_year=4,
                list_dates_in_month=4,
            ),
        ),
        Exit.COMPLETE,
        "Complete: 12 articles, 0 failed.",
    ),
    "by other roads": (
        Ending(
            walks=(FORBIDDEN, OTHER),
            counts=counts(scraped=3, index_pages_refused=1),
            is_covered=True,
        ),
        Exit.COMPLETE,
        f"Complete: 3 articles, 0 failed, by other roads: {PAGE} is forbidden by robots.txt.",
    ),
    "by other roads, of which some are not there": (
        Ending(walks=(FORBIDDEN, replace(QUIET, is_substitute=True), OTHER), is_covered=True),
        Exit.COMPLETE,
        f"Complete: 0 articles, 0 failed, by other roads: {PAGE} is forbidden by robots.txt.",
    ),
    "by other roads, of which some cannot be read": (
        Ending(walks=(FORBIDDEN, replace(BROKEN, is_substitute=True), OTHER)),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed, 2 index pages unread; the next run tries again.",
    ),
    "by other roads, which have not shown all": (
        Ending(walks=(FORBIDDEN, OTHER), counts=counts(scraped=3)),
        Exit.PARTIAL,
        "Partial: 3 articles, 0 failed, 1 index page unread; the next run tries again.",
    ),
    "a list whose dates could not be checked": (
        replace(COMPLETE, untold=1),
        Exit.PARTIAL,
        "Partial: 52 articles, 0 failed, dates of 1 list not checked.",
    ),
    "a page of a substitute road by itself": (
        Ending(walks=(OTHER,), counts=counts(scraped=2)),
        Exit.COMPLETE,
        "Complete: 2 articles, 0 failed.",
    ),
    "a list of URLs": (Ending(counts=counts(scraped=2)), 0, "Complete: 2 articles, 0 failed."),
    "unexpected error": (
        replace(COMPLETE, errors=1),
        Exit.UNEXPECTED,
        "Failed: 1 unexpected error, which the log above shows; 52 articles, 0 failed.",
    ),
    "unexpected errors": (
        replace(COMPLETE, errors=2),
        Exit.UNEXPECTED,
        "Failed: 2 unexpected errors, which the log above shows; 52 articles, 0 failed.",
    ),
    "not started": (Ending(is_opened=False), Exit.UNEXPECTED, NOT_STARTED.text),
    "another run": (
        Ending(reason="cannot_go_on", stopped_by=CannotGoOn(Exit.HELD, "it is held")),
        Exit.HELD,
        "Not begun: it is held.",
    ),
    "no store": (
        Ending(reason="cannot_go_on", stopped_by=CannotGoOn(Exit.NOT_WRITTEN, "it is full")),
        Exit.NOT_WRITTEN,
        "Not begun: it is full.",
    ),
    "no feed": (
        replace(COMPLETE, has_feeds=False),
        Exit.UNEXPECTED,
        "Failed: no feed was written, the log above says why; 52 articles, 0 failed.",
    ),
    "feeds of a run that did not begin": (
        replace(COMPLETE, has_begun=False),
        Exit.UNEXPECTED,
        "Failed: no feed was written, the log above says why; 52 articles, 0 failed.",
    ),
    "no feed was asked for": (
        replace(COMPLETE, has_feeds=False, wants_feeds=False),
        Exit.COMPLETE,
        "Complete: 52 articles, 0 failed.",
    ),
    "store full": (
        replace(COMPLETE, store_failure="articles.db cannot be written"),
        Exit.NOT_WRITTEN,
        "Failed: articles.db cannot be written; 52 articles, 0 failed.",
    ),
    "a feed is in use": (
        replace(STORED, counts=counts(scraped=52), in_use=("a is held by another run: b",)),
        Exit.HELD,
        "Not delivered: a is held by another run: b; the next run delivers it; 52 articles, "
        "0 failed, all safe in the store.",
    ),
    "a feed is in use, and the store is a temporary one": (
        replace(COMPLETE, in_use=("a is held by another run: b",)),
        Exit.HELD,
        "Not delivered: a is held by another run: b; 52 articles, 0 failed, all in a temporary "
        "store.",
    ),
    "a lock was taken away": (
        replace(
            STORED,
            counts=counts(scraped=52),
            loss=CannotGoOn(Exit.NOT_WRITTEN, "somebody took a.lock away during the run"),
            unwritten=("b is not written",),
        ),
        Exit.NOT_WRITTEN,
        "Failed: somebody took a.lock away during the run; b is not written; the next run "
        "delivers it; 52 articles, 0 failed, all safe in the store.",
    ),
    "another run has taken over": (
        replace(
            STORED,
            counts=counts(scraped=52),
            loss=CannotGoOn(Exit.HELD, "a is held by another run: b"),
            store_failure="articles.db cannot be written",
            unwritten=("c is not written",),
        ),
        Exit.HELD,
        "Failed: a is held by another run: b; 52 articles, 0 failed.",
    ),
    "feed not written, of a temporary store": (
        replace(COMPLETE, unwritten=("a could not be written",)),
        Exit.NOT_WRITTEN,
        "Failed: a could not be written; 52 articles, 0 failed, all in a temporary store.",
    ),
    "feed not written": (
        replace(
            STORED,
            counts=counts(scraped=52),
            unwritten=("a could not be written", "b could not be written"),
        ),
        Exit.NOT_WRITTEN,
        "Failed: a could not be written; b could not be written; the next run delivers it; "
        "52 articles, 0 failed, all safe in the store.",
    ),
    "stopped": (
        replace(COMPLETE, reason="shutdown"),
        Exit.STOPPED,
        "Stopped by a signal: 52 articles, 0 failed.",
    ),
    "stopped before it began": (
        Ending(reason="shutdown", has_begun=False),
        Exit.STOPPED,
        "Stopped by a signal: 0 articles, 0 failed.",
    ),
    "burst of refusals": (
        replace(COMPLETE, reason="refused"),
        Exit.REFUSED,
        "Refused: a burst of 10 refusals by the publisher; 52 articles, 0 failed; "
        "the next run goes on.",
    ),
    "burst of refusals before any list": (
        Ending(
            reason="refused",
            walks=(
                unread(
                    Fate.REFUSED, http_reason(403), 403, is_turned_away=True, has_articles=False
                ),
            ),
            counts=counts(index_pages_refused=1),
        ),
        Exit.REFUSED,
        f"Refused: a burst of 10 refusals by the publisher; {PAGE} answers 403; "
        "0 articles, 0 failed, 1 index page unread; "
        "if later runs come to the same, it lets no honest user agent in: ask the publisher.",
    ),
    "refused": (
        Ending(walks=(FORBIDDEN,), counts=counts(index_pages_refused=1)),
        Exit.REFUSED,
        f"Refused: {PAGE} is forbidden by robots.txt; 0 articles, 0 failed.",
    ),
    "one refused, one unreachable": (
        Ending(walks=(FORBIDDEN, BROKEN), counts=counts(index_pages_failed=1)),
        Exit.NOTHING_FOUND,
        f"Nothing found: {PAGE} is forbidden by robots.txt; the same goes for 1 more; "
        "0 articles, 0 failed.",
    ),
    "one of two refused": (
        Ending(walks=(FORBIDDEN, GOOD), counts=counts(scraped=3, index_pages_refused=1)),
        Exit.PARTIAL,
        "Partial: 3 articles, 0 failed, 1 index page unread; the next run tries again.",
    ),
    "all roads refused": (
        Ending(walks=(FORBIDDEN, replace(FORBIDDEN, is_substitute=True))),
        Exit.REFUSED,
        f"Refused: {PAGE} is forbidden by robots.txt; 0 articles, 0 failed.",
    ),
    "unreachable": (
        Ending(walks=(SILENT, SILENT, SILENT)),
        Exit.NOTHING_FOUND,
        f"Nothing found: {PAGE} does not answer; the same goes for 2 more; 0 articles, 0 failed.",
    ),
    "server error": (
        Ending(walks=(BROKEN,)),
        Exit.NOTHING_FOUND,
        f"Nothing found: {PAGE} answers 500; 0 articles, 0 failed.",
    ),
    "another error": (
        Ending(walks=(unread(Fate.FAILED, OpenReason("TimeoutError"), has_articles=False),)),
        Exit.NOTHING_FOUND,
        f"Nothing found: {PAGE} cannot be read (TimeoutError); 0 articles, 0 failed.",
    ),
    "no article link": (
        Ending(walks=(EMPTY,)),
        Exit.NOTHING_FOUND,
        f"Nothing found: {INDEX} lists no article; 0 articles, 0 failed.",
    ),
    "a walk that never began": (
        Ending(walks=(UNREAD,), reason="closespider_timeout"),
        Exit.PARTIAL,
        "Stopped (closespider_timeout): 0 articles, 0 failed; the same line again goes on.",
    ),
    "layout changed": (
        replace(COMPLETE, counts=counts(article_pages_read=10, article_pages_whole=8)),
        Exit.LAYOUT_CHANGED,
        "Layout changed: of 10 article pages 8 gave headline, body and date; 0 articles, 0 failed.",
    ),
    "nine of ten are enough": (
        replace(COMPLETE, counts=counts(article_pages_read=10, article_pages_whole=9)),
        Exit.COMPLETE,
        "Complete: 0 articles, 0 failed.",
    ),
    "nine pages say nothing": (
        replace(COMPLETE, counts=counts(article_pages_read=9)),
        Exit.COMPLETE,
        "Complete: 0 articles, 0 failed.",
    ),
    "the publisher's own floor": (
        replace(COMPLETE, floor=0.5, counts=counts(article_pages_read=10, article_pages_whole=5)),
        Exit.COMPLETE,
        "Complete: 0 articles, 0 failed.",
    ),
    "articles failed": (
        replace(COMPLETE, counts=counts(scraped=28, failed=2)),
        Exit.PARTIAL,
        "Partial: 28 articles, 2 failed; the next run tries again.",
    ),
    "index pages unread": (
        replace(COMPLETE, open=OpenWork(owed_pages=PagesLeft(2))),
        Exit.PARTIAL,
        "Partial: 52 articles, 0 failed, 2 index pages unread; the next run tries again.",
    ),
    "all that failed is given up": (
        replace(COMPLETE, counts=counts(failed=2, given_up=2, given_up_failed=2)),
        Exit.PARTIAL,
        "Partial: 0 articles, 2 failed, 2 given up.",
    ),
    "one of two that failed is given up": (
        replace(COMPLETE, counts=counts(failed=2, given_up=1, given_up_failed=1)),
        Exit.PARTIAL,
        "Partial: 0 articles, 2 failed, 1 given up; the next run tries again.",
    ),
    "a refused one is given up": (
        replace(COMPLETE, counts=counts(refused=1, given_up=1, given_up_refused=1)),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed, 1 given up, 1 refused.",
    ),
    "a refused one": (
        replace(COMPLETE, counts=counts(refused=1)),
        Exit.COMPLETE,
        "Complete: 0 articles, 0 failed, 1 refused.",
    ),
    "no news on a kanal": (
        Ending(walks=(GOOD, QUIET), counts=counts(scraped=3, index_pages_failed=1)),
        Exit.COMPLETE,
        "Complete: 3 articles, 0 failed.",
    ),
    "no news on any kanal": (
        Ending(walks=(QUIET, QUIET), counts=counts(index_pages_failed=2)),
        Exit.NOTHING_FOUND,
        f"Nothing found: {PAGE} answers 404; the same goes for 1 more; 0 articles, 0 failed.",
    ),
    "a limit of Scrapy's": (
        replace(COMPLETE, reason="closespider_itemcount"),
        Exit.PARTIAL,
        "Stopped (closespider_itemcount): 52 articles, 0 failed; the same line again goes on.",
    ),
    "a limit of Scrapy's, and articles failed before it": (
        replace(
            STORED,
            reason="closespider_timeout",
            counts=counts(scraped=28, failed=2),
            open=left(owed=7),
        ),
        Exit.PARTIAL,
        "Stopped (closespider_timeout): 28 articles, 2 failed; 5 still to fetch; "
        "the same line again goes on.",
    ),
    "out of memory": (
        replace(COMPLETE, reason="memusage_exceeded"),
        Exit.PARTIAL,
        "Stopped (memusage_exceeded): 52 articles, 0 failed; the same line again goes on.",
    ),
    # --- What is open, in a store that stays ---
    "articles failed, and are owed": (
        replace(STORED, counts=counts(scraped=28, failed=2), open=left(owed=2)),
        Exit.PARTIAL,
        "Partial: 28 articles, 2 failed; the next run tries again: scrapy coverage kompas --gaps",
    ),
    "articles are due, and were not asked for": (
        replace(STORED, open=left(owed=3)),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed; 3 still to fetch; the next run tries again: "
        "scrapy coverage kompas --gaps",
    ),
    "index pages of days are unread": (
        replace(STORED, open=OpenWork(owed_pages=PagesLeft(4, days(2)))),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed, 4 index pages unread (2026-01-19, 2026-01-20); "
        "to read what is unread, run the same line again.",
    ),
    "index pages of many days are unread": (
        replace(STORED, open=OpenWork(owed_pages=PagesLeft(200, days(20)))),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed, 200 index pages unread "
        "(20 days from 2026-01-01 to 2026-01-20); to read what is unread, run the same line again.",
    ),
    "an index page is given up": (
        replace(STORED, counts=counts(index_pages_given_up=1)),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed, 1 index page given up.",
    ),
    "an article is given up": (
        replace(STORED, counts=counts(failed=1, given_up=1, given_up_failed=1)),
        Exit.PARTIAL,
        "Partial: 0 articles, 1 failed, 1 given up: scrapy coverage kompas --gaps",
    ),
    "articles wait": (
        replace(STORED, open=left(waiting=40)),
        Exit.COMPLETE,
        "Up to date: 0 new; 40 failed earlier wait for their next try (12:40): "
        "scrapy coverage kompas --gaps",
    ),
    "an article waits until tomorrow": (
        replace(
            STORED,
            counts=counts(scraped=2),
            open=left(waiting=1),
            next_try=SOON + timedelta(days=1),
        ),
        Exit.COMPLETE,
        "Up to date: 2 articles, 0 failed; 1 failed earlier waits for its next try "
        "(2026-01-21 12:40): scrapy coverage kompas --gaps",
    ),
    "index pages wait": (
        replace(STORED, open=OpenWork(waiting_pages=PagesLeft(2, days(1)))),
        Exit.COMPLETE,
        "Up to date: 0 new, 0 failed; 2 index pages unread (2026-01-20) "
        "wait for their next try (12:40).",
    ),
    "articles were not there for the first time": (
        replace(STORED, counts=counts(scraped=19, not_found=1), open=left(not_found=1)),
        Exit.COMPLETE,
        "Up to date: 19 articles, 1 failed; 1 not found (404); the next run tries again: "
        "scrapy coverage kompas --gaps",
    ),
    "other days are unread": (
        replace(STORED, open=OpenWork(outside_pages=PagesLeft(5, days(3)))),
        Exit.COMPLETE,
        "Up to date: 0 new, 0 failed; 5 index pages unread (2026-01-18, 2026-01-19, 2026-01-20) "
        "that this run was not for: scrapy crawl kompas -a since=2026-01-18 -a until=2026-01-20",
    ),
    "articles of other days are open": (
        replace(STORED, counts=counts(scraped=1), open=left(outside=3)),
        Exit.COMPLETE,
        "Up to date: 1 article, 0 failed; 3 articles that this run was not for are open: "
        "scrapy coverage kompas --gaps",
    ),
    "nothing new, but refused ones": (
        turned_away(3, "http_403", pages=1),
        Exit.COMPLETE,
        "Complete: 0 new; articles.db holds 283; 0 failed, 3 refused (HTTP 403): "
        "scrapy export -O FILE",
    ),
    "refused by several": (
        replace(
            STORED,
            counts=counts(scraped=1, refused=6, article_pages_read=2),
            refusals={"robots_txt": 2, "noindex": 1, "challenge_page": 3},
        ),
        Exit.COMPLETE,
        "Complete: 1 article, 0 failed, 6 refused (3 challenge page, 2 robots.txt, 1 noindex).",
    ),
    # --- All refused ---
    "the only article of a window is refused": (
        turned_away(1, "robots_txt", is_incremental=False),
        Exit.REFUSED,
        "Refused: the article was refused; 0 articles, 0 failed, 1 refused (robots.txt).",
    ),
    "ten new articles are refused": (
        turned_away(10, "http_403"),
        Exit.REFUSED,
        "Refused: all 10 articles were refused; 0 articles, 0 failed, 10 refused (HTTP 403).",
    ),
    "nine new articles are refused": (
        turned_away(9, "http_403"),
        Exit.COMPLETE,
        "Complete: 0 new; articles.db holds 283; 0 failed, 9 refused (HTTP 403): "
        "scrapy export -O FILE",
    ),
    "all but one": (
        turned_away(20, "robots_txt", pages=1, is_incremental=False),
        Exit.COMPLETE,
        "Complete: 0 new; articles.db holds 283; 0 failed, 20 refused (robots.txt): "
        "scrapy export -O FILE",
    ),
    "a choice of the publisher's": (
        turned_away(20, "tdm_reserved", is_incremental=False),
        Exit.COMPLETE,
        "Complete: 0 new; articles.db holds 283; 0 failed, 20 refused (TDM reserved): "
        "scrapy export -O FILE",
    ),
    "a refused article of a window that has others": (
        turned_away(1, "http_403", is_incremental=False, open=OpenWork(has_stored=True)),
        Exit.COMPLETE,
        "Complete: 0 new; articles.db holds 283; 0 failed, 1 refused (HTTP 403): "
        "scrapy export -O FILE",
    ),
    "every article that is rechecked is refused": (
        replace(STORED, counts=counts(not_rechecked=12), not_rechecked={"http_403": 12}),
        Exit.REFUSED,
        "Refused: all 12 articles were refused; 0 articles, 0 failed, 12 not rechecked.",
    ),
    # --- Lists of URLs ---
    "a list whose articles are gone": (
        replace(STORED, walks=(), is_list=True, is_incremental=False, counts=counts(gone=3)),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed, 3 gone.",
    ),
    "a list of which one is a film": (
        replace(STORED, walks=(), is_list=True, counts=counts(scraped=1, not_article=1)),
        Exit.PARTIAL,
        "Partial: 1 article, 0 failed, 1 without text.",
    ),
    "a list of which one is refused": (
        turned_away(1, "http_403", pages=4, is_list=True, is_incremental=False, walks=()),
        Exit.PARTIAL,
        "Partial: 0 articles, 0 failed, 1 refused (HTTP 403): scrapy coverage kompas --gaps",
    ),
    "a list with lines that are no address": (
        replace(STORED, walks=(), is_list=True, counts=counts(scraped=2), skipped=7),
        Exit.PARTIAL,
        "Partial: 2 articles, 0 failed, 7 lines of urls skipped.",
    ),
}


@pytest.mark.parametrize(("ending", "code", "text"), ROWS.values(), ids=ROWS)
def test_an_ending_has_its_exit_code_and_its_last_line(ending, code, text):
    outcome = judge(ending)
    assert (outcome.exit_code, outcome.text) == (code, text)


CALM = ("Complete", "Up to date")


@pytest.mark.parametrize(("ending", "code", "text"), ROWS.values(), ids=ROWS)
def test_complete_is_said_when_nothing_is_open_and_only_then(ending, code, text):
    assert judge(ending).text.startswith(CALM) == (code == 0)
    assert not text.startswith("Complete") or not ending.open.is_any
    opened = replace(ending, open=replace(ending.open, outside_pages=PagesLeft(1)))
    assert not judge(opened).text.startswith("Complete")


def test_every_judge_has_a_row_in_which_it_decides():
    speaking = {next(each for each in JUDGES if each(ending)) for ending, *_ in ROWS.values()}
    assert speaking == set(JUDGES)


CAUSES = [
    (1, {"errors": 1}),
    (8, {"stopped_by": CannotGoOn(Exit.HELD, "it is held")}),
    (8, {"in_use": ("it is held",)}),
    (
        3,
        {
            "unwritten": ("it could not be written",),
            "loss": CannotGoOn(Exit.NOT_WRITTEN, "a is lost"),
        },
    ),
    (11, {"reason": "shutdown"}),
    (5, {"walks": (FORBIDDEN,)}),
    (4, {"walks": (EMPTY,)}),
    (6, {"counts": counts(article_pages_read=10, failed=1)}),
    (7, {"counts": counts(failed=1)}),
    (9, {"counts": counts(dates_compared=10, list_dates_swapped=10)}),
    (0, {}),
]


@pytest.mark.parametrize("first", range(len(CAUSES)))
def test_the_gravest_cause_wins(first):
    facts = {}
    for _, cause in reversed(CAUSES[first:]):
        facts |= cause
    assert judge(replace(COMPLETE, **facts)).exit_code == CAUSES[first][0]


@pytest.mark.parametrize(
    ("code", "is_sound"),
    [*((code, False) for code in (1, 2, 3, 4, 5, 6, 8)), (0, 1), (7, 1), (9, 1)],
)
def test_failed_runs_deliver_nothing(code, is_sound):
    outcome = replace(NOT_STARTED, exit_code=Exit(code))
    assert outcome.is_sound == bool(is_sound)


def test_a_run_that_was_stopped_delivers():
    assert judge(replace(COMPLETE, reason="shutdown")).is_sound


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("complete", logging.INFO),
        ("nothing new", logging.INFO),
        ("by other roads", logging.WARNING),
        ("articles failed", logging.WARNING),
        ("dates turned round", logging.WARNING),
        ("a limit of Scrapy's", logging.WARNING),
        ("articles wait", logging.WARNING),
        ("ten new articles are refused", logging.ERROR),
        ("refused", logging.ERROR),
        ("store full", logging.ERROR),
    ],
)
def test_the_last_line_has_the_level_that_it_deserves(name, level):
    assert judge(ROWS[name][0]).log_level == level


def test_the_last_line_holds_no_secret_and_nothing_that_a_terminal_obeys():
    cause = "ftp://budi:rahasia@host/a.jsonl could not be written (\x1b[2J)"
    text = judge(replace(COMPLETE, unwritten=(cause,))).text
    assert "rahasia" not in text
    assert "\x1b" not in text
    assert r"\x1b[2J" in text
