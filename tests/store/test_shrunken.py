"""What pages of stored articles have now that lost most of their text."""

from newsscraper.items import Article
from newsscraper.store import shrunken

ME = "koran"
FIRST, NEXT = "2026-01-20T10:00:00+00:00", "2026-01-21T10:00:00+00:00"


def article(number=1, text="pendek", publisher=ME):
    key = f"{publisher}:{number}"
    return Article(key, publisher, f"https://koran.id/{number}", body=text, content_hash=text)


def seen(transaction, run, before=NEXT):
    return [each.body for each in shrunken.seen_since(transaction, ME, run, before)]


def test_what_a_run_sees_again_counts_from_when_it_was_first_so(writing):
    shrunken.put(writing, article(), 1, FIRST)
    shrunken.put(writing, article(), 2, NEXT)
    assert seen(writing, 2, FIRST) == ["pendek"]
    assert seen(writing, 1) == [], "the run did not see it again"


def test_another_text_counts_from_now(writing):
    shrunken.put(writing, article(), 1, FIRST)
    shrunken.put(writing, article(text="lain"), 2, NEXT)
    assert seen(writing, 2, FIRST) == []
    assert seen(writing, 2, NEXT) == ["lain"]


def test_what_is_dropped_is_forgotten_and_others_publishers_are_apart(writing):
    shrunken.put(writing, article(), 1, FIRST)
    shrunken.put(writing, article(2), 1, FIRST)
    shrunken.put(writing, article(3, publisher="lain"), 1, FIRST)
    shrunken.drop(writing, "koran:1")
    assert seen(writing, 1) == ["pendek"]
