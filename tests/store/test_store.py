"""The store's modules by themselves: what is kept, what is asked for, what is refused."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from newsscraper.failures import CannotGoOn, Verdict
from newsscraper.items import Article
from newsscraper.store import (
    delivered,
    ledger,
    revisions,
    run_log,
    schema,
    settling,
    sketches,
    walk_log,
)
from newsscraper.store.article_store import Store
from newsscraper.store.clock import stamp_of
from newsscraper.store.ledger import Listed
from newsscraper.store.sketches import LARGEST_SHINGLE, Sketch
from newsscraper.store.upgrades import VERSION
from newsscraper.store.waits import WAITS
from newsscraper.window import Window

ME, OTHER = "mediaindonesia", "lain"
ROAD, FRONT = "https://mediaindonesia.com/indeks", "https://mediaindonesia.com/ekonomi"
OUTAGE = Verdict("failed", "http_500", 500)
NOW = datetime(2026, 1, 21, 3, tzinfo=UTC)


def article(number, publisher=ME, **own):
    """An article that can be stored; its text is *number* unless *own* says more."""
    known = {
        "key": f"{publisher}:{number}",
        "publisher": publisher,
        "url": f"https://{publisher}.example/ekonomi/{number}/judul",
        "section": "ekonomi",
        "date_published": "2026-01-20T18:00:00+07:00",
        "content_hash": str(number),
    }
    return Article(**known | own)


@pytest.fixture
def store(open_store):
    """Return a temporary store."""
    opened = open_store()
    yield opened
    opened.close()


@pytest.fixture
def writing(store):
    """Return an open transaction."""
    with store.writing() as transaction:
        yield transaction


def texts(transaction, query):
    """The content hashes of the revisions that *query* selects, in the order of delivery."""
    chunks = revisions.chunks_of_seqs(transaction, query)
    found = [each for seqs in chunks for each in revisions.queued(transaction, seqs)]
    return [each.article.content_hash for each in found]


# --- The database ---------------------------------------------------------------------------------


def test_a_store_is_kept_in_its_file(tmp_path):
    path = tmp_path / "new/folder/a.db"
    for expected in (0, 1):
        opened = Store.open(path)
        with opened.writing() as transaction:
            assert revisions.count(transaction, ME) == expected
            revisions.add(transaction, article(1), 1)
        opened.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["a.db"]


def test_a_transaction_that_fails_leaves_nothing(store):
    with suppress(RuntimeError), store.writing() as transaction:
        revisions.add(transaction, article(1), 1)
        raise RuntimeError
    with store.reading() as transaction:
        assert revisions.count(transaction, ME) == 0
    assert store.failure is None


def test_a_writer_waits_for_nobody_who_reads(tmp_path):
    reader, writer = Store.open(tmp_path / "a.db"), Store.open(tmp_path / "a.db")
    with reader.reading() as before:
        assert revisions.count(before, ME) == 0
        with writer.writing() as transaction:
            revisions.add(transaction, article(1), 1)
        assert revisions.count(before, ME) == 0, "one state of the store"
    with reader.reading() as after:
        assert revisions.count(after, ME) == 1
    reader.close()
    writer.close()


def test_a_store_that_another_program_keeps_from_its_journal_is_told_in_one_line(tmp_path):
    path = tmp_path / "articles.db"
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("PRAGMA journal_mode=DELETE")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM runs").fetchall()
        with pytest.raises(CannotGoOn, match=r"articles\.db cannot be read or written"):
            Store.open(path, wait=0.1)


def damage_header(path):
    path.write_bytes(b"x" * 4096)


def damage_pages(path):
    Store.open(path).close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])


def be_something_else(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")


def be_newer(path):
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"UPDATE schema_version SET version = {VERSION + 1}")


def be_nameless(path):
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM schema_version")


@pytest.mark.parametrize(
    ("become", "reason"),
    [
        (damage_header, "is damaged"),
        (damage_pages, "is damaged"),
        (be_something_else, "a database of something else; name another STORE_URL"),
        (be_newer, f"of version {VERSION + 1}, newer than this program's"),
        (be_nameless, "its version None is none that this program can read"),
        (Path.mkdir, "cannot be read or written"),
    ],
)
def test_a_store_that_cannot_be_used_is_named_in_one_line_and_left_as_it_is(
    tmp_path, become, reason
):
    path = tmp_path / "a.db"
    become(path)
    before = path.is_file() and path.read_bytes()
    with pytest.raises(CannotGoOn, match=reason) as refused:
        Store.open(path)
    assert refused.value.exit_code == 3
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (path.is_file() and path.read_bytes()) == before


def test_what_the_database_refuses_is_remembered_as_the_failure_of_the_store(store):
    with pytest.raises(CannotGoOn, match="everything committed is safe"), store.writing() as open_:
        revisions.add(open_, article(1, date_published=None), 1)
    assert store.failure
    assert store.failure.exit_code == 3
    assert re.search("not.null", str(store.failure), re.IGNORECASE)


def test_what_the_database_refuses_of_a_prepared_statement_is_told_the_same_way(store):
    sketch = Sketch(day=None, whole=LARGEST_SHINGLE + 1, shingles=())
    with pytest.raises(CannotGoOn, match="everything committed is safe"), store.writing() as open_:
        sketches.put(open_, 1, sketch)
    assert re.search("not.null", str(store.failure), re.IGNORECASE)


def refused_with(tmp_path, hand):
    """What is said when *hand* did something to a store while it is read."""
    path = tmp_path / "a.db"
    store = Store.open(path)
    with store.writing() as transaction:
        for number in range(200):
            revisions.add(transaction, article(number), 1)
    store.close()
    reader = Store.open(path)
    hand(path)
    with pytest.raises(CannotGoOn) as refused, reader.reading() as transaction:
        list(revisions.read_all(transaction, None, None, None, all_revisions=True))
    assert refused.value.exit_code == 3
    return str(refused.value)


def half_of(path):
    os.truncate(path, path.stat().st_size // 2)


def overwritten(path):
    content = path.read_bytes()
    with path.open("r+b") as file:
        file.write(content[:4096] + b"x" * (len(content) - 4096))


@pytest.mark.parametrize("hand", [half_of, overwritten])
def test_a_store_that_is_damaged_while_it_is_in_use_is_not_called_safe(tmp_path, hand):
    said = refused_with(tmp_path, hand)
    assert "is damaged (database disk image is malformed); restore a copy, or move it" in said
    assert "safe" not in said


@pytest.mark.parametrize(
    ("name", "is_safe"),
    [
        ("SQLITE_FULL", True),
        ("SQLITE_BUSY_SNAPSHOT", True),
        ("SQLITE_READONLY_DIRECTORY", True),
        ("SQLITE_CANTOPEN", True),
        ("SQLITE_CONSTRAINT_NOTNULL", True),
        ("SQLITE_IOERR_WRITE", True),
        ("SQLITE_IOERR_READ", False),
        ("SQLITE_IOERR_SHORT_READ", False),
        ("SQLITE_CORRUPT_VTAB", False),
        ("SQLITE_NOTADB", False),
        ("SQLITE_ERROR", False),
    ],
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_committed_is_called_safe_only_where_it_is(store, name, is_safe):
    error = sqlite3.OperationalError("sebab")
    error.sqlite_errorname = name
    with pytest.raises(CannotGoOn, match="sebab") as refused, store.reading():
        raise error
    assert ("everything committed is safe" in str(refused.value)) is is_safe


# --- Articles -------------------------------------------------------------------------------------


def test_an_article_comes_back_as_it_went_in(writing):
    image = {"url": "https://x.example/1.jpg", "caption": None, "credit": "MI/Adi"}
    stored = article(
        1, image=image, authors=["Sari"], keywords=[], body="Isi\u2028é😀", word_count=1
    )
    revisions.add(writing, stored, 1)
    assert revisions.document_of(writing, stored.key) == stored
    assert revisions.document_of(writing, "mediaindonesia:2") is None


def test_a_lone_surrogate_becomes_a_question_mark(writing):
    revisions.add(writing, article(1, headline="a\ud83d", body="b"), 1)
    assert revisions.document_of(writing, f"{ME}:1").headline == "a?"


def test_only_other_content_makes_a_new_revision(writing):
    first, same = article(1), article(1, fetched_at="2026-01-21T00:00:00+00:00")
    changed = article(1, content_hash="changed", section="opini")
    seqs = [revisions.add(writing, each, run) for run, each in enumerate((first, same, changed), 1)]
    assert seqs == [1, None, 2]
    assert (first.revision, changed.revision) == (1, 2)
    rows = writing.execute(select(schema.revisions.c.revision, schema.revisions.c.run)).all()
    assert rows == [(1, 1), (2, 3)]
    assert writing.execute(select(schema.articles.c.revision, schema.articles.c.section)).all() == [
        (2, "opini")
    ]
    assert revisions.document_of(writing, first.key) == changed
    assert revisions.count(writing, ME) == 1


def test_content_that_comes_back_is_a_revision_of_its_own(writing):
    versions = [article(1, content_hash=text) for text in ("a", "b", "a")]
    assert [revisions.add(writing, each, 1) for each in versions] == [1, 2, 3]
    assert versions[-1].revision == 3


def test_numbers_of_revisions_are_never_used_twice(writing):
    revisions.add(writing, article(1), 1)
    writing.execute(schema.revisions.delete())
    assert revisions.add(writing, article(2), 1) == 2


def test_publishers_are_kept_apart(writing):
    revisions.add(writing, article(1), 1)
    revisions.add(writing, article(1, OTHER), 1)
    assert [revisions.count(writing, name) for name in (ME, OTHER, "x")] == [1, 1, 0]
    assert [revisions.newest_seq(writing, name) for name in (ME, OTHER, "x")] == [1, 2, 0]


def test_an_address_stays_with_the_article_that_had_it_first(writing):
    revisions.add_aliases(writing, "a", ["https://x.example/1", "https://x.example/2"])
    revisions.add_aliases(writing, "b", ["https://x.example/2"])
    revisions.add_aliases(writing, "c", [])
    assert dict(writing.execute(select(schema.aliases)).all()) == {
        "https://x.example/1": "a",
        "https://x.example/2": "a",
    }


def test_many_articles_are_read_in_their_order(writing):
    for number in range(450):
        revisions.add(writing, article(number), 1)
    query = delivered.of_days(ME, None, None)
    assert [len(seqs) for seqs in revisions.chunks_of_seqs(writing, query)] == [200, 200, 50]
    assert texts(writing, query) == [str(number) for number in range(450)]


# --- The ledger -----------------------------------------------------------------------------------


def list_it(transaction, key="k", run=1, **own):
    known = {"url": f"https://x.example/{key}", "hops": 0, "date": None}
    ledger.put(transaction, ME, run, [Listed(key, **known | own)])


def entry(transaction, key="k"):
    """The ledger's row of an article."""
    row = transaction.execute(select(schema.ledger).where(schema.ledger.c.key == key)).one()
    return dict(row._mapping)


def is_due(transaction, moment=NOW):
    return [row.key for row in ledger.due(transaction, ME, 99, "", moment)]


def test_a_failed_article_is_tried_with_growing_pauses_then_given_up(writing):
    list_it(writing)
    for number, pause in enumerate(WAITS, 1):
        assert ledger.fail(writing, "k", OUTAGE, number, NOW) == "failed"
        row = entry(writing)
        assert (row["state"], row["tries"], row["run"]) == ("failed", number, number)
        assert row["next_try"] == (NOW + pause).isoformat()
        assert is_due(writing, NOW + pause - timedelta(seconds=1)) == []
        assert is_due(writing, NOW + pause) == ["k"]
    assert sorted(WAITS) == list(WAITS)
    assert WAITS[0] == timedelta(0)
    assert ledger.fail(writing, "k", OUTAGE, 9, NOW) == "given_up"
    row = entry(writing)
    assert (row["state"], row["next_try"], row["reason"]) == ("given_up", None, "http_500")
    assert row["status"] == 500
    assert is_due(writing, NOW + timedelta(days=99)) == []


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_that_is_gone_is_asked_for_once_more_and_then_not_due_again(writing, status):
    list_it(writing)
    gone = Verdict("gone", f"http_{status}", status)
    assert ledger.fail(writing, "k", gone, 1, NOW) == "failed"
    assert settling.settle(writing, ME, 1, NOW) == [("failed", False, status, 1)]
    assert is_due(writing) == ["k"]
    assert ledger.fail(writing, "k", gone, 2, NOW) == "failed"
    assert settling.settle(writing, ME, 2, NOW) == [("gone", True, status, 1)]
    assert (entry(writing)["state"], entry(writing)["next_try"]) == ("gone", None)
    assert is_due(writing) == []


def test_a_stored_article_is_not_lost_by_a_failure(writing):
    list_it(writing, f"{ME}:1")
    ledger.store(writing, 1, article(1), 0)
    assert ledger.fail(writing, f"{ME}:1", OUTAGE, 2, NOW) == "stored"
    ledger.leave(writing, f"{ME}:1", "2020-01-01", "out_of_window")
    assert ledger.redirect(writing, f"{ME}:1", "x", 2, NOW) == "stored"
    row = entry(writing, f"{ME}:1")
    assert (row["state"], row["reason"], row["tries"]) == ("stored", None, 0)


def test_a_failure_of_what_no_list_showed_is_nothing(writing):
    assert ledger.fail(writing, "unknown", OUTAGE, 1, NOW) is None
    assert writing.execute(select(schema.ledger)).all() == []


def test_a_host_whose_robots_txt_could_not_be_had_has_refused_nothing(writing):
    list_it(writing)
    unknown = Verdict("refused", "robots_error")
    assert ledger.fail(writing, "k", unknown, 1, NOW) == "failed"
    forbidden = Verdict("refused", "robots_txt")
    assert ledger.fail(writing, "k", forbidden, 2, NOW) == "refused"


def test_what_was_not_asked_for_as_robots_txt_was_not_to_be_had_is_never_given_up(writing):
    list_it(writing)
    unknown = Verdict("refused", "robots_error")
    for _ in range(9):
        assert ledger.fail(writing, "k", unknown, 1, NOW) == "failed"
        row = entry(writing, "k")
        assert (row["tries"], row["next_try"]) == (0, stamp_of(NOW))
    states = [ledger.fail(writing, "k", OUTAGE, 1, NOW) for _ in range(6)]
    assert states == ["failed"] * 5 + ["given_up"]
    assert ledger.fail(writing, "k", unknown, 1, NOW) == "given_up"


def test_what_comes_at_last_has_no_tries_behind_it(writing):
    list_it(writing, f"{ME}:1", date="2026-01-20")
    ledger.fail(writing, f"{ME}:1", OUTAGE, 1, NOW)
    ledger.store(writing, 2, article(1), 0)
    row = entry(writing, f"{ME}:1")
    assert (row["state"], row["tries"], row["next_try"]) == ("stored", 0, None)
    assert row["reason"] is None
    assert row["date"] == "2026-01-20"


def test_due_is_what_earlier_runs_left_open(writing):
    for key in ("a-listed", "b-failed", "c-refused", "d-later", "e-gone", "f-left", "g-moved"):
        list_it(writing, key, run=1)
    ledger.fail(writing, "b-failed", OUTAGE, 1, NOW)
    ledger.fail(writing, "c-refused", Verdict("refused", "http_403", 403), 1, NOW)
    for _ in range(2):
        ledger.fail(writing, "d-later", OUTAGE, 1, NOW)
    for run in (0, 1):
        ledger.fail(writing, "e-gone", Verdict("gone", "http_404", 404), run, NOW)
    ledger.leave(writing, "f-left", "2020-01-01", "out_of_window")
    ledger.redirect(writing, "g-moved", "a", 1, NOW)
    settling.settle(writing, ME, 1, NOW)
    list_it(writing, "h-of-this-run", run=99)
    ledger.put(writing, OTHER, 1, [Listed("i-of-another", "https://x.example/i", 0, None)])
    assert is_due(writing) == ["a-listed", "b-failed", "c-refused"]
    assert [row.key for row in ledger.due(writing, ME, 99, "a-listed", NOW, 1)] == ["b-failed"]


def test_a_later_list_changes_state_and_hops_but_no_date(writing):
    list_it(writing, hops=2, date="2026-01-20", run=1)
    list_it(writing, hops=0, date="2026-01-21", run=2, state="out_of_window")
    row = entry(writing)
    assert (row["hops"], row["date"], row["run"]) == (0, "2026-01-20", 2)
    assert row["state"] == "out_of_window"
    list_it(writing, "undated")
    list_it(writing, "undated", date="2026-01-22")
    assert entry(writing, "undated")["date"] == "2026-01-22"


def test_a_look_up_tells_what_each_road_showed(writing):
    for key in ("a", "b"):
        list_it(writing, key)
    number = walk_log.begin(writing, ME, ROAD, 1, Window(), is_from_top=True)
    walk_log.show(writing, ROAD, number, ["a"])
    found = ledger.look_up(writing, ["a", "b", "c"], ROAD)
    assert sorted(found) == ["a", "b"]
    assert [found[key].walk for key in "ab"] == [number, None]
    assert [found[key].is_known for key in "ab"] == [False, False]
    walk_log.complete(writing, ROAD, number, makes_known=True)
    assert ledger.look_up(writing, ["a"], ROAD)["a"].is_known
    assert not ledger.look_up(writing, ["a"], FRONT)["a"].is_known


def test_a_look_up_takes_any_number_of_articles(writing):
    keys = [f"key:{number}" for number in range(1001)]
    ledger.put(
        writing, ME, 1, [ledger.Listed(key, f"https://contoh.id/{key}", 0, None) for key in keys]
    )
    found = ledger.look_up(writing, [*keys, "other"])
    assert sorted(found) == sorted(keys)
    assert found["key:7"].hops == 0


def test_nothing_is_known_of_no_articles_and_none_are_entered(writing):
    ledger.put(writing, ME, 1, [])
    ledger.come_nearer(writing, [])
    walk_log.show(writing, ROAD, 1, [])
    assert ledger.look_up(writing, []) == {}


def begin(writing, *, makes_known):
    """Begin a walk without a window, or with one."""
    window = Window() if makes_known else Window(until=date(2026, 1, 20))
    return walk_log.begin(writing, ME, ROAD, 1, window, is_from_top=True)


# --- Walks and runs -------------------------------------------------------------------------------


def test_there_is_known_ground_once_a_walk_that_makes_it_was_completed(writing):
    for makes_known, is_complete in ((False, True), (True, False), (True, True)):
        assert not walk_log.has_known(writing, ME, ROAD)
        number = begin(writing, makes_known=makes_known)
        assert walk_log.was_begun(writing, ME, ROAD) == makes_known
        if is_complete:
            walk_log.complete(writing, ROAD, number, makes_known=makes_known)
    assert walk_log.has_known(writing, ME, ROAD)
    assert not walk_log.has_known(writing, ME, FRONT)
    assert not walk_log.has_known(writing, OTHER, ROAD)


def test_a_walk_that_leaves_a_gap_makes_nothing_known_and_takes_nothing_back(writing):
    for key in ("a", "b"):
        list_it(writing, key)
    shown = {True: ["a"], False: ["a", "b"]}
    for makes_known, keys in shown.items():
        number = begin(writing, makes_known=makes_known)
        walk_log.show(writing, ROAD, number, keys)
        walk_log.complete(writing, ROAD, number, makes_known=makes_known)
    found = ledger.look_up(writing, ["a", "b"], ROAD)
    assert (found["a"].is_known, found["b"].is_known) == (True, False)


def test_the_run_table_tells_of_every_run(writing):
    number = run_log.begin(writing, ME, {"since": "7d"}, NOW)
    assert writing.scalar(select(schema.runs.c.ended)) is None
    run_log.end(writing, number, 7, "Partial: …", NOW + timedelta(minutes=1))
    row = writing.execute(select(schema.runs)).one()
    assert (row.publisher, row.arguments, row.exit_code) == (ME, '{"since": "7d"}', 7)
    assert row.outcome == "Partial: …"
    assert row.started == "2026-01-21T03:00:00+00:00"
    assert row.ended == "2026-01-21T03:01:00+00:00"
    assert run_log.begin(writing, ME, {}, NOW) == number + 1


# --- Feeds ----------------------------------------------------------------------------------------


def test_a_new_feed_begins_with_what_comes_from_now_on(writing):
    revisions.add(writing, article(1), 1)
    feed = delivered.open_feed(writing, "/a.jsonl", ME)
    revisions.add(writing, article(2), 1)
    revisions.add(writing, article(3, OTHER), 1)
    assert texts(writing, delivered.since_last_delivery(feed)) == ["2"]
    assert delivered.open_feed(writing, "/a.jsonl", ME) == feed
    assert delivered.open_feed(writing, "/a.jsonl", OTHER).id != feed.id
    assert delivered.open_feed(writing, "/b.jsonl", ME).id != feed.id


def test_a_feed_lacks_what_it_was_not_given(writing):
    feed = delivered.open_feed(writing, "/a.jsonl", ME)
    seqs = [revisions.add(writing, article(number), 1) for number in (1, 2, 3)]
    delivered.deliver(writing, feed, [seqs[1]], None)
    delivered.deliver(writing, feed, [seqs[1]], None)
    assert texts(writing, delivered.since_last_delivery(feed)) == ["1", "3"]
    feed.delivered, feed.batch_id = seqs[1], 4
    delivered.advance(writing, feed)
    assert delivered.open_feed(writing, "/a.jsonl", ME) == feed
    assert texts(writing, delivered.since_last_delivery(feed)) == ["3"]
    assert texts(writing, delivered.lacking(delivered.of_days(ME, None, None), feed)) == ["1", "3"]


DAYS = {
    "before": "2026-01-09T23:59:59+07:00",
    "first": "2026-01-10T00:00:00+07:00",
    "last": "2026-01-12T23:59:59+07:00",
    "after": "2026-01-13T00:00:00+07:00",
}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2026, 1, 10), date(2026, 1, 12), ["first", "last"]),
        (date(2026, 1, 10), None, ["first", "last", "after"]),
        (None, date(2026, 1, 12), ["before", "first", "last"]),
        (date(2026, 1, 11), date(2026, 1, 11), []),
        (None, None, list(DAYS)),
    ],
)
def test_both_days_of_a_window_belong_to_it(writing, since, until, expected):
    for name, moment in DAYS.items():
        revisions.add(writing, article(name, date_published=moment), 1)
    assert texts(writing, delivered.of_days(ME, since, until)) == expected
    found = revisions.read_all(writing, ME, since, until)
    assert [each.content_hash for each in found] == expected


def test_a_window_holds_the_newest_revision_of_an_article(writing):
    for text in ("old", "new"):
        revisions.add(writing, article(1, content_hash=text), 1)
    assert texts(writing, delivered.of_days(ME, None, None)) == ["new"]
    assert texts(writing, delivered.of_keys(ME, [f"{ME}:1", f"{ME}:2"], with_duplicates=False)) == [
        "new"
    ]


def test_sections_are_those_of_the_articles_or_of_the_fronts_that_showed_them(writing):
    for number, section in enumerate(("ekonomi", "opini", None, "jabar")):
        revisions.add(writing, article(number, section=section), 1)
    walk_log.show(writing, FRONT, 1, [f"{ME}:2"])
    walk_log.show(writing, ROAD, 2, [f"{ME}:3"])
    query = delivered.of_sections(delivered.of_days(ME, None, None), ["ekonomi"], [FRONT])
    assert texts(writing, query) == ["0", "2"]


def test_files_are_open_while_they_are_written(writing):
    delivered.open_file(writing, "/new.jsonl", None)
    delivered.open_file(writing, "/old.jsonl", 7)
    delivered.note_part(writing, "/part.jsonl")
    assert [(file.path, file.start_length) for file in delivered.open_files(writing)] == [
        ("/new.jsonl", None),
        ("/old.jsonl", 7),
        ("/part.jsonl", None),
    ]
    delivered.close_file(writing, "/old.jsonl", 12, "digest")
    assert delivered.file_at(writing, "/old.jsonl")[2:] == (False, 7, 12, "digest", True)
    for name in ("new", "old", "part"):
        delivered.settle_file(writing, f"/{name}.jsonl")
    assert delivered.open_files(writing) == []
    assert delivered.file_at(writing, "/old.jsonl")[2:] == (False, 7, 12, "digest", False)
    assert delivered.file_at(writing, "/new.jsonl") is None
    assert delivered.file_at(writing, "/part.jsonl") is None
    delivered.forget_file(writing, "/old.jsonl")
    assert delivered.file_at(writing, "/old.jsonl") is None
