"""What a comparison found anew is written to documents and ledger, step by step."""

import pytest
from sqlalchemy import insert, inspect, select

from newsscraper.items import Article
from newsscraper.store import comparison_anew, ledger, marks_anew, revisions, schema
from newsscraper.store.comparison_anew import Repeated
from newsscraper.store.comparison_tables import CURRENT, beside
from newsscraper.store.states import State


@pytest.fixture
def seqs(writing):
    """Of 250 articles: each repeats the first by half now."""
    comparison_anew.begin(writing, 30, 0.3)
    seqs = []
    for number in range(250):
        article = Article(f"detik:{number:03}", "detik", f"https://a.example/{number}")
        article.date_published = "2026-01-20T10:00:00+07:00"
        article.content_hash = str(number)
        seqs.append(revisions.add(writing, article, 1))
        ledger.store(writing, 1, article, 0)
        comparison_anew.note(writing, Repeated(seqs[-1], "detik:000", 0.5))
    return seqs


def marks(transaction, seqs):
    found = [revisions.queued(transaction, some)[0].article for some in ([seq] for seq in seqs)]
    return [(each.duplicate_of, each.similarity) for each in found]


def test_marks_are_written_a_hundred_at_a_time(writing, seqs):
    assert marks_anew.write(writing, 0) == seqs[99]
    assert marks(writing, seqs) == [("detik:000", 0.5)] * 100 + [(None, None)] * 150
    assert marks_anew.write(writing, seqs[99]) == seqs[199]
    assert marks_anew.write(writing, seqs[199]) == seqs[249]
    assert marks_anew.write(writing, seqs[249]) is None
    assert marks(writing, seqs) == [("detik:000", 0.5)] * 250
    assert marks_anew.end(writing) == 250
    assert not {"comparison", "changed_marks"} & set(inspect(writing).get_table_names())
    assert {"comparison", "changed_marks"} <= set(beside.tables)


def states(transaction, *numbers):
    keys = [f"detik:{number:03}" for number in numbers]
    found = ledger.look_up(transaction, keys)
    return [(found[key].state, found[key].reason) for key in keys]


def repeat(transaction, seq, other):
    transaction.execute(insert(CURRENT.duplicates), {"seq": seq, "hash": seq})
    transaction.execute(insert(CURRENT.matches), {"seq": seq, "other": other, "similarity": 1})


def test_the_ledger_says_what_repeats_another_word_by_word(writing, seqs):
    for number, called in ((7, "detik:001"), (8, "detik:001"), (9, None), (200, None)):
        if called:
            ledger.repeat(writing, f"detik:{number:03}", called)
        if number != 7:
            repeat(writing, seqs[number], "detik:002")
    assert marks_anew.judge(writing, "") == "detik:249"
    assert marks_anew.judge(writing, "detik:249") is None
    other = (State.DUPLICATE, "detik:002")
    assert states(writing, 7, 8, 9, 200) == [(State.STORED, None), other, other, other]


def test_only_the_newest_revision_counts_and_only_what_is_in_the_store(writing, seqs):
    repeat(writing, seqs[3], "detik:002")
    [queued] = revisions.queued(writing, [seqs[3]])
    queued.article.content_hash = "lain"
    assert revisions.add(writing, queued.article, 2)
    repeat(writing, seqs[4], "detik:002")
    gone = schema.ledger.update().where(schema.ledger.c.key == "detik:004")
    writing.execute(gone.values(state=State.GONE))
    marks_anew.judge(writing, "")
    assert states(writing, 3, 4) == [(State.STORED, None), (State.GONE, None)]


def test_articles_are_judged_a_thousand_at_a_time(writing):
    assert marks_anew.judge(writing, "") is None
    rows = [{"key": f"a:{number:04}", "revision": 1} for number in range(1_001)]
    for row in rows:
        article = Article(row["key"], "a", f"https://a.example/{row['key']}")
        article.date_published, article.content_hash = "2026-01-20T10:00:00+07:00", row["key"]
        revisions.add(writing, article, 1)
    assert marks_anew.judge(writing, "") == "a:0999"
    assert marks_anew.judge(writing, "a:0999") == "a:1000"
    assert writing.scalars(select(schema.ledger.c.key)).all() == []
