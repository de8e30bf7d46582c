"""What becomes of an article that came: a revision, or what is not believed yet."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from worlds.press import NOON, article, key, links

from newsscraper.crawl.keeping import Arrival, Known, Stored
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Reason
from newsscraper.items import EXTRACTION
from newsscraper.store import delivered, settling
from newsscraper.store.schema import revisions

FINDER = DuplicateFinder(30, 0.3)
FULL, SHORT = " ".join(f"kata{number}" for number in range(40)), "hanya untuk pelanggan"
DAY = timedelta(hours=24)


@pytest.fixture
def paper(press):
    return press()


def begin(paper, moment=NOON, numbers=(1, 2, 3)):
    """Begin a run at *moment* whose list shows articles; return its keeper."""
    paper.clock.moment = moment
    frontier = paper.run().frontier
    if not paper.ask("SELECT key FROM ledger"):
        with paper.store.writing() as transaction:
            frontier.admit(transaction, links(*numbers), {})
    return frontier.keeper


def written(number, body):
    told = article(number, body=body)
    told.word_count = len(body.split())
    return told


def keep(keeper, number, body, asked=None):
    return keeper.keep(written(number, body), FINDER, Arrival(key(asked or number)))


def revisions_of(paper, number):
    query = "SELECT revision FROM revisions WHERE key = ? ORDER BY revision"
    return [row[0] for row in paper.ask(query, key(number))]


def reopen(paper, text):
    with paper.store.writing() as transaction:
        settling.reopen(transaction, "mediaindonesia", 0, [text], NOON)


# --- Shrunk ---------------------------------------------------------------------------------------


def test_a_text_of_less_than_half_the_words_is_no_revision_yet(paper):
    keep(begin(paper), 1, FULL)
    keeper = begin(paper)
    assert keep(keeper, 1, SHORT) == Reason.SHRUNK
    assert (revisions_of(paper, 1), paper.state_of(1)) == ([1], "stored")
    assert (keeper.tally.shrunk, keeper.tally.rechecked) == (1, 1)
    assert len(paper.ask("SELECT key FROM shrunk")) == 1


def test_half_of_the_words_are_a_revision(paper):
    keep(begin(paper), 1, FULL)
    half = " ".join(FULL.split()[:20])
    assert isinstance(keep(begin(paper), 1, half), Stored)
    assert revisions_of(paper, 1) == [1, 2]


@pytest.mark.parametrize("text", [FULL, f"{FULL} lagi"])
def test_a_full_text_ends_the_suspicion(paper, text):
    keep(begin(paper), 1, FULL)
    keep(begin(paper), 1, SHORT)
    keep(begin(paper), 1, text)
    assert paper.ask("SELECT key FROM shrunk") == []


def look(paper, moment, shrunk=(1,), whole=(2, 3)):
    """Recheck all three articles; return those whose shorter text is accepted at the end."""
    keeper = begin(paper, moment)
    for number in whole:
        keep(keeper, number, f"{FULL} {number}")
    for number in shrunk:
        keep(keeper, number, SHORT)
    return [each.key for each, _ in keeper.accept_shrunk("mediaindonesia", FINDER)]


def test_a_shorter_text_is_accepted_when_it_is_seen_again_a_day_later_among_whole_ones(paper):
    keeper = begin(paper)
    for number in (1, 2, 3):
        keep(keeper, number, f"{FULL} {number}")
    assert look(paper, NOON) == []
    assert look(paper, NOON + DAY - timedelta(seconds=1)) == []
    assert look(paper, NOON + DAY, shrunk=(1, 2), whole=(3,)) == []
    assert revisions_of(paper, 1) == [1]
    assert look(paper, NOON + DAY) == [key(1)]
    assert (revisions_of(paper, 1), paper.state_of(1)) == ([1, 2], "stored")
    assert paper.ask("SELECT key FROM shrunk WHERE key = ?", key(1)) == []
    assert look(paper, NOON + 2 * DAY) == []


# --- Read anew ------------------------------------------------------------------------------------

LEFTOVER = f"{FULL} GESER UNTUK LANJUT"
"""The text as an older extraction read it."""
FETCHED, LATER, EARLIER = (
    f"2026-01-20T{time}" for time in ("05:00:00+00:00", "12:00:01+07:00", "12:00:00+07:00")
)


def keep_as_of_old(paper, *bodies):
    """Let an older extraction have read articles with these *bodies*, numbered from 1."""
    keeper = begin(paper)
    for number, body in enumerate(bodies, 1):
        told = written(number, body)
        told.fetched_at = FETCHED
        keeper.keep(told, FINDER, Arrival(key(number)))
    paper.change("UPDATE revisions SET extraction = NULL")


def stored(paper, number):
    """The revisions of an article with their texts and extractions, the newest text's hash."""
    query = (
        "SELECT revision, json_extract(document, '$.body'), extraction FROM revisions "
        "WHERE key = ? ORDER BY revision"
    )
    newest = paper.ask("SELECT content_hash FROM articles WHERE key = ?", key(number))
    return paper.ask(query, key(number)), newest[0][0]


def test_what_a_newer_extraction_reads_takes_the_place_of_what_an_older_one_read(paper):
    keep_as_of_old(paper, LEFTOVER)
    told = written(1, FULL)
    assert begin(paper).keep(told, FINDER, Arrival(key(1))) == Known.REEXTRACTED
    assert told.revision == 1
    assert stored(paper, 1) == ([(1, FULL, EXTRACTION)], FULL)
    assert paper.state_of(1) == "stored"
    assert keep(begin(paper), 1, FULL) == Known.UNCHANGED
    assert isinstance(keep(begin(paper), 1, f"{FULL} ralat"), Stored)
    assert [row[0] for row in stored(paper, 1)[0]] == [1, 2]


def test_the_same_text_under_a_newer_extraction_brings_the_other_fields(paper):
    keep_as_of_old(paper, FULL)
    told = written(1, FULL)
    told.authors = ["Rina Astuti"]
    assert begin(paper).keep(told, FINDER, Arrival(key(1))) == Known.REEXTRACTED
    names = paper.ask("SELECT json_extract(document, '$.authors[0]') FROM revisions")
    assert names == [("Rina Astuti",)]


def test_only_the_newest_revision_is_read_anew(paper):
    keep(begin(paper), 1, "Isi pertama.")
    keep_as_of_old(paper, LEFTOVER)
    keep(begin(paper), 1, FULL)
    assert stored(paper, 1)[0] == [(1, "Isi pertama.", None), (2, FULL, EXTRACTION)]


@pytest.mark.parametrize(("changed", "count"), [(None, 1), (EARLIER, 1), (LATER, 2)])
def test_a_page_that_was_changed_since_it_was_fetched_is_a_revision_all_the_same(
    paper, changed, count
):
    keep_as_of_old(paper, LEFTOVER)
    told = written(1, FULL)
    told.date_modified = changed
    begin(paper).keep(told, FINDER, Arrival(key(1)))
    assert revisions_of(paper, 1) == [1, 2][:count]


def test_a_text_of_less_than_half_the_words_is_not_read_anew_but_has_shrunk(paper):
    keep_as_of_old(paper, LEFTOVER)
    assert keep(begin(paper), 1, SHORT) == Reason.SHRUNK
    assert stored(paper, 1)[0] == [(1, LEFTOVER, None)]


def test_another_text_is_a_revision_and_judged_with_the_others(paper):
    keep_as_of_old(paper, LEFTOVER)
    keeper = begin(paper)
    assert isinstance(keep(keeper, 1, " ".join(f"lain{number}" for number in range(40))), Stored)
    assert revisions_of(paper, 1) == [1, 2]
    assert keeper.tally.articles == 1


def test_what_is_read_anew_is_settled_and_not_judged_with_the_others(paper):
    keep_as_of_old(paper, LEFTOVER, LEFTOVER)
    keeper = begin(paper)
    for number in (1, 2):
        keep(keeper, number, FULL)
    assert (keeper.tally.articles, keeper.tally.texts.count) == (0, 0)


def test_what_comes_in_the_place_of_a_text_that_is_not_believed_is_a_revision(paper):
    keep_as_of_old(paper, FULL)
    reopen(paper, FULL)
    assert isinstance(keep(begin(paper), 1, f"{FULL} sendiri"), Stored)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_an_exact_duplicate_stays_left_out_whichever_of_the_two_is_read_anew_first(paper, order):
    keep_as_of_old(paper, LEFTOVER, LEFTOVER)
    for number in order:
        assert keep(begin(paper), number, FULL) == Known.REEXTRACTED
        with paper.store.reading() as transaction:
            fed = delivered.without_duplicates(select(revisions.c.seq))
            assert transaction.scalars(fed).all() == [1]
        assert (paper.state_of(1), paper.state_of(2)) == ("stored", "duplicate")


def test_later_articles_are_compared_with_what_was_read_anew(paper):
    keep_as_of_old(paper, LEFTOVER)
    keep(begin(paper), 1, FULL)
    kept = keep(begin(paper), 2, FULL)
    assert isinstance(kept, Stored)
    assert kept.is_duplicate


# --- The same text --------------------------------------------------------------------------------


def test_a_text_that_is_not_believed_keeps_its_article_open_until_it_is_another(paper):
    keep(begin(paper), 1, FULL)
    reopen(paper, FULL)
    keeper = begin(paper)
    assert keep(keeper, 1, FULL) == Reason.SAME_TEXT
    assert paper.state_of(1) == "failed"
    assert keeper.tally.articles == 1
    assert isinstance(keep(begin(paper), 1, SHORT), Stored), "what was not believed cannot shrink"
    assert (revisions_of(paper, 1), paper.state_of(1)) == ([1, 2], "stored")


def test_a_text_that_comes_again_a_day_later_is_believed_and_judged_no_more(paper):
    keep(begin(paper), 1, FULL)
    reopen(paper, FULL)
    keeper = begin(paper, NOON + DAY)
    assert keep(keeper, 1, FULL) == Known.UNCHANGED
    assert paper.state_of(1) == "stored"
    assert keeper.tally.articles == 0


# --- Elsewhere ------------------------------------------------------------------------------------


def test_an_address_that_leads_to_another_article_counts_as_leading_there(paper):
    keeper = begin(paper)
    keep(keeper, 2, FULL, asked=1)
    assert (paper.state_of(1), paper.state_of(2)) == ("listed", "stored")
    assert (keeper.tally.articles, keeper.tally.elsewhere) == (1, 1)
    keep(keeper, 2, FULL, asked=2)
    assert keeper.tally.articles == 1, "what the run has just stored says nothing"


def test_a_stored_article_whose_address_leads_elsewhere_now_stays_and_says_nothing(paper):
    keep(begin(paper), 1, FULL)
    keeper = begin(paper)
    keep(keeper, 2, FULL, asked=1)
    assert paper.state_of(1) == "stored"
    assert keeper.tally.articles == 0
