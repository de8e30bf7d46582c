"""Known ground: what a complete walk has shown, and those that it went on with."""

from newsscraper.items import Article
from newsscraper.store import known_ground, ledger, revisions, walk_log
from newsscraper.store.ledger import Listed
from newsscraper.window import Window

ME, ROAD = "mediaindonesia", "https://mediaindonesia.com/indeks"


def walk_over(transaction, *keys):
    """Begin a walk that shows articles; return its number."""
    rows = [Listed(key, f"{ROAD}/{key}", 0, None) for key in keys]
    ledger.put(transaction, ME, 1, rows)
    number = walk_log.begin(transaction, ME, ROAD, 1, Window(), is_from_top=True)
    walk_log.show(transaction, ROAD, number, keys)
    return number


def known(transaction):
    """The articles that are known ground."""
    found = ledger.look_up(transaction, "abcd", ROAD)
    return sorted(key for key, entry in found.items() if entry.is_known)


def test_what_a_walk_has_shown_that_was_taken_over_becomes_known_with_the_one_that_did(writing):
    first = walk_over(writing, "c", "d")
    second = walk_over(writing, "b")
    walk_log.take_over(writing, second, first)
    third = walk_over(writing, "a")
    walk_log.take_over(writing, third, second)
    assert known(writing) == []
    walk_log.complete(writing, ROAD, third, makes_known=True)
    assert known(writing) == ["a", "b", "c", "d"]
    assert walk_log.unfinished(writing, ME, ROAD, Window()) == []


def test_what_a_walk_has_shown_that_nobody_took_over_stays_unknown(writing):
    walk_over(writing, "c", "d")
    walk_log.complete(writing, ROAD, walk_over(writing, "a", "b"), makes_known=True)
    assert known(writing) == ["a", "b"]


def test_of_the_newest_articles_of_known_ground_it_is_told_which_walks_have_shown(writing):
    walk_log.complete(writing, ROAD, walk_over(writing, "a", "b", "c"), makes_known=True)
    later = walk_over(writing, "d", "a")
    for day, key in enumerate("abcd", 1):
        moment = f"2026-01-0{day}T10:00:00+07:00"
        article = Article(key, ME, f"{ROAD}/{key}", body="", content_hash=key)
        article.date_published = moment
        revisions.add(writing, article, 1)

    def newest(*ours, roads=(), publisher=ME, limit=9, of=ROAD):
        return known_ground.newest_shown(writing, publisher, [of], ours, roads, limit)

    assert newest(later) == [False, False, True], "d is not known yet"
    assert newest(later, limit=2) == [False, False]
    assert newest(later, roads=[ROAD]) == [True, True, True]
    assert newest(later, publisher="kompas") == []
    assert newest(later, of=f"{ROAD}/ekonomi") == []


def test_the_oldest_of_known_ground_is_told_when_all_of_it_was_met(writing):
    walk_log.complete(writing, ROAD, walk_over(writing, "a", "b"), makes_known=True)
    dates = {"a": "2026-01-02T10:00:00+07:00", "b": "2026-01-01T10:00:00+07:00"}
    ledger.put(writing, ME, 1, [Listed(key, ROAD + key, 0, date) for key, date in dates.items()])
    later = walk_over(writing, "c", "a")

    def oldest(*page, road=ROAD, walk=later):
        return known_ground.oldest_if_met(writing, road, walk, page)

    assert oldest() is None
    assert oldest("b", "d") == dates["b"]
    assert oldest("b", walk=later + 1) is None
    assert oldest("b", road=f"{ROAD}/2") is None, "nothing is known there"
    walk_log.complete(writing, ROAD, later, makes_known=True)
    assert oldest("b") is None, "of one the date is not known"
