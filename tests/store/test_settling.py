"""What is final at the end of a run, what stays open, and when it is believed after all."""

from datetime import UTC, datetime, timedelta

import pytest
from lab.engines import raw

from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.items import Article
from newsscraper.store import ledger, revisions, settling
from newsscraper.store.ledger import Listed
from newsscraper.store.states import InCommon, State
from newsscraper.store.waits import WAITS

ME = "koran"
NOW = datetime(2026, 1, 21, 3, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
GONE = Verdict(Fate.GONE, "http_404", 404)
FAILED = Verdict(Fate.FAILED, "http_500", 500)
COLUMNS = "state reason tries next_try pending suspected"


class Ledger:
    """Articles a, b, … and the runs that look at them."""

    def __init__(self, transaction):
        self.transaction = transaction

    def list(self, *keys, run=1):
        rows = [Listed(key, f"https://koran.id/{key}", 0, None) for key in keys]
        ledger.put(self.transaction, ME, run, rows)

    def fail(self, key, run=1, moment=NOW, verdict=GONE):
        return ledger.fail(self.transaction, key, verdict, run, moment)

    def lead(self, key, run=1, moment=NOW):
        return ledger.redirect(self.transaction, key, "other", run, moment)

    def settle(self, run=1, moment=NOW, in_common=None):
        return settling.settle(self.transaction, ME, run, moment, in_common)

    def store(self, key, text, run=1):
        article = Article(
            key, ME, f"https://koran.id/{key}", body=text, content_hash=str(hash(text))
        )
        article.date_published = "2026-01-20T10:00:00+07:00"
        revisions.add(self.transaction, article, run)
        ledger.store(self.transaction, run, article, 0)

    def row(self, key):
        query = f"SELECT {COLUMNS.replace(' ', ', ')} FROM ledger WHERE key = ?"
        found = raw(self.transaction, query, key).one()
        return dict(zip(COLUMNS.split(), found, strict=True))

    def states(self, *columns):
        query = f"SELECT key, {', '.join(columns or ['state'])} FROM ledger"
        return {key: tuple(row) for key, *row in raw(self.transaction, query)}


@pytest.fixture
def book(open_store):
    opened = open_store()
    with opened.writing() as transaction:
        yield Ledger(transaction)
    opened.close()


def stamp(moment):
    return moment.isoformat(timespec="seconds")


# --- One that is gone -----------------------------------------------------------------------------


def test_the_first_404_is_a_failure_that_the_next_run_looks_at_again(book):
    book.list("a")
    assert book.fail("a") == State.FAILED
    assert book.settle() == [(State.FAILED, False, 404, 1)]
    assert book.row("a") == {
        "state": "failed",
        "reason": "http_404",
        "tries": 1,
        "next_try": stamp(NOW),
        "pending": None,
        "suspected": None,
    }


def test_the_second_404_is_pending_until_the_end_of_its_run_and_then_final(book):
    book.list("a")
    book.fail("a")
    book.settle()
    assert book.fail("a", run=2) == State.FAILED
    assert book.row("a")["pending"] == "gone"
    assert book.settle(2) == [(State.GONE, True, 404, 1)]
    row = book.row("a")
    assert (row["state"], row["reason"], row["next_try"]) == ("gone", "http_404", None)


def test_404_after_another_failure_is_a_first_one(book):
    book.list("a")
    book.fail("a", verdict=FAILED)
    book.fail("a", run=2)
    assert book.row("a")["pending"] == "failed"
    book.fail("a", run=3, verdict=FAILED)
    assert book.row("a")["pending"] is None


def test_what_is_not_believed_is_never_given_up(book):
    book.list("a")
    for _ in range(2 * len(WAITS)):
        book.fail("a")
        book.settle(in_common=InCommon.GONE)
    assert book.row("a")["state"] == "failed"
    assert book.row("a")["next_try"] == stamp(NOW + WAITS[-1])


# --- Runs -----------------------------------------------------------------------------------------


def test_a_run_settles_what_it_saw_itself_and_nothing_else(book):
    book.list("a", "b")
    for key in "ab":
        book.fail(key)
        book.lead(key) if key == "b" else book.fail(key)
    assert book.settle(run=2) == []
    ledger.put(book.transaction, "lain", 1, [Listed("c", "https://lain.id/c", 0, None)])
    ledger.redirect(book.transaction, "c", "other", 1, NOW)
    assert sorted(book.settle()) == [
        (State.DUPLICATE, True, None, 1),
        (State.GONE, True, 404, 1),
    ]
    assert book.states() == {"a": ("gone",), "b": ("duplicate",), "c": ("listed",)}


def test_what_a_killed_run_left_pending_is_open_and_not_settled_without_a_look(book):
    book.list("a", "b")
    book.fail("a")
    book.fail("a")
    book.lead("b")
    assert [each.key for each in ledger.due(book.transaction, ME, 2, "", NOW + HOUR)] == ["a", "b"]
    book.list("a", "b", run=2)
    assert book.settle(2) == []
    assert book.states("state", "pending") == {"a": ("listed", None), "b": ("listed", None)}


def test_an_address_that_leads_elsewhere_is_a_duplicate_after_its_run(book):
    book.list("a")
    assert book.lead("a") == State.LISTED
    assert book.row("a")["reason"] == "other"
    assert book.settle() == [(State.DUPLICATE, True, None, 1)]
    row = book.row("a")
    assert (row["state"], row["reason"], row["tries"]) == ("duplicate", "other", 0)
    assert book.lead("a", run=2) == State.DUPLICATE
    assert book.lead("unknown") is None


# --- Suspicions -----------------------------------------------------------------------------------


def looked(book, kind, run, moment):
    """Look at article a once more; return what that makes of it."""
    return book.fail("a", run, moment) if kind == InCommon.GONE else book.lead("a", run, moment)


FINAL = {InCommon.GONE: "gone", InCommon.ELSEWHERE: "duplicate"}


@pytest.mark.parametrize("kind", FINAL)
def test_what_most_have_in_common_stays_open_and_is_suspected(book, kind):
    book.list("a")
    looked(book, kind, 1, NOW)
    (settled,) = book.settle(in_common=kind)
    assert not settled.is_final
    row = book.row("a")
    assert (row["state"], row["suspected"], row["pending"]) == ("failed", stamp(NOW), None)
    assert row["reason"] == {InCommon.GONE: "http_404"}.get(kind, "elsewhere")
    assert row["next_try"] == stamp(NOW)


@pytest.mark.parametrize("kind", FINAL)
@pytest.mark.parametrize("is_common", [True, False])
def test_a_suspicion_is_believed_when_it_is_seen_again_a_day_later(book, kind, is_common):
    book.list("a")
    looked(book, kind, 1, NOW)
    book.settle(in_common=kind)
    in_common = kind if is_common else None
    almost = NOW + DAY - timedelta(seconds=1)
    looked(book, kind, 2, almost)
    (settled,) = book.settle(2, almost, in_common)
    assert not settled.is_final
    assert (book.row("a")["state"], book.row("a")["suspected"]) == ("failed", stamp(NOW))
    assert looked(book, kind, 3, NOW + DAY) == FINAL[kind]
    assert book.settle(3, NOW + DAY, in_common) == []
    mark = book.row("a")["suspected"]
    assert (book.row("a")["state"], mark) == (FINAL[kind], stamp(NOW)), "nobody doubts it again"


def test_one_kind_of_suspicion_does_not_bear_out_another(book):
    book.list("a")
    book.fail("a")
    book.settle(in_common=InCommon.GONE)
    assert book.lead("a", 2, NOW + DAY) == State.LISTED
    assert book.row("a")["suspected"] == stamp(NOW + DAY)
    book.settle(2, NOW + DAY)
    assert book.row("a")["state"] == "failed"
    assert book.fail("a", 3, NOW + DAY + HOUR) == State.FAILED


def test_only_the_kind_that_most_have_in_common_is_doubted(book):
    book.list("a", "b")
    book.lead("a")
    for _ in range(2):
        book.fail("b")
    book.settle(in_common=InCommon.GONE)
    assert book.states("state", "suspected") == {
        "a": ("duplicate", None),
        "b": ("failed", stamp(NOW)),
    }


def test_what_comes_after_all_is_stored_and_suspected_no_more(book):
    book.list("a")
    book.fail("a")
    book.settle(in_common=InCommon.GONE)
    book.store("a", "isi", run=2)
    row = book.row("a")
    assert (row["state"], row["suspected"], row["reason"]) == ("stored", None, None)


# --- The same text --------------------------------------------------------------------------------


def test_articles_with_one_text_are_opened_again(book):
    book.list("a", "b", "c", "d")
    book.store("a", "tembok", run=1)
    for key, text in {"b": "tembok", "c": "isi", "d": "tembok"}.items():
        book.store(key, text, run=2)
    book.store("d", "isi sendiri", run=3)
    after = revisions.last_before(book.transaction, ME, 2)
    settling.reopen(book.transaction, ME, after, ["tembok"], NOW)
    assert book.states() == {"a": ("stored",), "b": ("failed",), "c": ("stored",), "d": ("stored",)}
    row = book.row("b")
    assert (row["reason"], row["next_try"], row["suspected"]) == ("same_text", *2 * [stamp(NOW)])
    assert list(revisions.texts(book.transaction, ME, after)) == [
        "tembok",
        "isi",
        "tembok",
        "isi sendiri",
    ]


def test_the_same_text_is_believed_when_it_comes_again_a_day_later(book):
    book.list("a")
    book.store("a", "tembok\ud800")
    assert settling.see_same_text(book.transaction, "a", 2, NOW) is None
    assert settling.see_same_text(book.transaction, "unknown", 2, NOW) is None
    settling.reopen(book.transaction, ME, 0, ["tembok\ud800"], NOW)
    assert settling.see_same_text(book.transaction, "a", 2, NOW + HOUR) == State.FAILED
    row = book.row("a")
    assert (row["state"], row["reason"], row["tries"]) == ("failed", Reason.SAME_TEXT, 2)
    assert row["next_try"] == stamp(NOW + HOUR + WAITS[1])
    book.fail("a", 3, NOW + 2 * HOUR, FAILED)
    assert book.row("a")["suspected"] == stamp(NOW)
    assert settling.see_same_text(book.transaction, "a", 4, NOW + DAY) == State.STORED
