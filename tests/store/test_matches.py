"""What the store keeps of articles that repeat another."""

from newsscraper.items import Article
from newsscraper.store import matches, revisions

FIRST, SECOND, THIRD = "mediaindonesia:1", "mediaindonesia:2", "kompas:3"


def put(transaction, key, *others, body="Isi."):
    """Store an article that repeats *others*; return the seq of its revision."""
    article = Article(key=key, publisher=key.partition(":")[0], url=f"https://a.example/{key}")
    article.date_published, article.content_hash = "2026-01-20T18:00:00+07:00", body
    seq = revisions.add(transaction, article, 1)
    matches.put(transaction, seq, others)
    return seq


def test_pairs_are_those_of_the_newest_revisions(writing):
    put(writing, FIRST)
    put(writing, SECOND, (FIRST, 0.6))
    put(writing, THIRD, (FIRST, 0.4), (SECOND, 1.0))
    assert sorted(matches.pairs(writing)) == [(THIRD, FIRST), (THIRD, SECOND), (SECOND, FIRST)]
    put(writing, THIRD, body="Ralat.")
    assert list(matches.pairs(writing)) == [(SECOND, FIRST)]


def test_exact_and_near_duplicates_are_counted_by_publisher_each_once(writing):
    put(writing, FIRST)
    put(writing, SECOND, (FIRST, 0.6))
    put(writing, THIRD, (FIRST, 0.4), (SECOND, 1.0))
    assert matches.counts(writing) == [("kompas", 1, 1, 0), ("mediaindonesia", 2, 0, 1)]


def test_members_are_told_with_when_and_where_they_appeared(writing):
    put(writing, FIRST)
    put(writing, THIRD)
    when = "2026-01-20T18:00:00+07:00"
    assert sorted(matches.members(writing, [FIRST, THIRD, "lain:9"])) == [
        (THIRD, "kompas", when, None),
        (FIRST, "mediaindonesia", when, None),
    ]


def test_a_text_that_no_older_article_has_is_not_left_out(writing):
    seq = put(writing, FIRST)
    assert not matches.leave_out(writing, seq, FIRST, 12345)
    assert not matches.is_left_out(writing, FIRST, 1)
