"""The labelled pairs: found by the index of a real store and compared, and judged by kind."""

from collections import Counter, defaultdict
from typing import NamedTuple

import pytest
from lab import duplicate_pairs
from lab.duplicate_pairs import DATA, NOT_REPEATING, pairs, texts

from newsscraper import settings
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import Article
from newsscraper.store import revisions

HALVES = ("tuning", "judging")
WELL_FOUND = {
    "exact",
    "headline changed",
    "edited 5 %",
    "edited 10 %",
    "block 10 %",
    "block 20 %",
    "cut at the end 10 %",
    "cut at the end 20 %",
    "cut at the start 20 %",
}
"""Kinds of which at least 95 % have to be found."""


class Result(NamedTuple):
    """What became of one pair."""

    pair: duplicate_pairs.Pair
    is_found: bool
    others: list[str]
    """Articles that the second of the pair does not repeat, and is said to."""


@pytest.fixture(scope="module")
def results(open_store):
    """Return what became of all pairs, each second text compared with a store of all first ones."""
    finder = DuplicateFinder(settings.NEAR_DUPLICATE_DAYS, settings.NEAR_DUPLICATE_SIMILARITY)
    store = open_store()
    allowed = repeated()
    with store.writing() as transaction:
        for key in dict.fromkeys(pair.first for pair in pairs()):
            keep(transaction, finder, texts()[key])
        found = [judge(transaction, finder, pair, allowed) for pair in pairs()]
    store.close()
    return found


def keep(transaction, finder, text):
    article = article_of(text)
    finding = finder.mark(transaction, article)
    seq = revisions.add(transaction, article, 1)
    finder.keep(transaction, seq, article, finding)


def judge(transaction, finder, pair, allowed):
    article = article_of(pair.texts()[1])
    found = {match.key for match in finder.mark(transaction, article).matches}
    others = found - allowed.get(pair.first, set()) - {pair.first}
    return Result(pair, pair.first in found, sorted(others))


def repeated():
    """Return which articles each repeats, by the labels: all those of the same story."""
    stories = defaultdict(set)
    for pair in pairs():
        if pair.is_duplicate and not pair.change:
            stories[pair.first.rpartition(":")[0]].update((pair.first, pair.second))
    return {key: keys for keys in stories.values() for key in keys}


def article_of(text):
    return Article(
        key=text.key,
        publisher=text.publisher,
        url=f"https://{text.publisher}.example/{text.key}",
        date_published=text.date,
        headline=text.headline,
        body=text.body,
        content_hash=text.body,
    )


def table(results):
    """Return the lines of a table: pairs, and those said to be duplicates, per kind and half."""
    pairs, found = Counter(), Counter()
    for pair, is_found, _ in results:
        pairs[pair.kind, pair.half] += 1
        found[pair.kind, pair.half] += is_found
    yield f"{'kind':24} {'label':14} {'tuning':>10} {'judging':>10}"
    for kind in dict.fromkeys(pair.kind for pair, *_ in results):
        label = next(
            "duplicate" if p.is_duplicate else "not" for p, *_ in results if p.kind == kind
        )
        cells = (f"{found[kind, half]}/{pairs[kind, half]}" for half in HALVES)
        yield f"{kind:24} {label:14} " + " ".join(f"{cell:>10}" for cell in cells)


def precision(results):
    """Return the share of right ones among those said to be duplicates."""
    right = sum(found and pair.is_duplicate for pair, found, _ in results)
    wrong = sum(found and not pair.is_duplicate for pair, found, _ in results)
    wrong += sum(map(len, (others for *_, others in results)))
    return right / (right + wrong)


def test_there_are_400_pairs_and_more_and_each_story_is_in_one_half():
    assert len(pairs()) >= 400
    halves = {}
    for pair in pairs():
        halves.setdefault(pair.first.rpartition("#")[0] or pair.first, set()).add(pair.half)
    assert {half for half in halves.values() if len(half) > 1} == set()


def test_the_file_of_pairs_is_what_its_script_makes():
    assert pairs() == duplicate_pairs.make()


def test_99_percent_of_the_duplicates_found_are_some(results, capsys):
    judged = [result for result in results if result.pair.half == "judging"]
    with capsys.disabled():
        print("", *table(results), sep="\n")
        print(f"precision on the half for judging: {precision(judged):.1%}")
    assert precision(judged) >= 0.99


@pytest.mark.parametrize("kind", sorted(WELL_FOUND))
def test_95_percent_of_copies_are_found(results, kind):
    found = [found for pair, found, _ in results if (pair.kind, pair.half) == (kind, "judging")]
    assert len(found) >= 8
    assert sum(found) >= 0.95 * len(found)


def test_nine_of_ten_stories_that_other_houses_carry_are_found(results):
    """Cut at the end, with a lead of their own, with other numbers: what is left differs much."""
    found = [found for pair, found, _ in results if pair.kind == "carried"]
    assert len(found) >= 30
    assert sum(found) >= 0.9 * len(found)


@pytest.mark.parametrize("kind", sorted(NOT_REPEATING))
def test_what_only_looks_alike_is_told_apart(results, kind):
    found = [found for pair, found, _ in results if (pair.kind, pair.half) == (kind, "judging")]
    assert len(found) >= 5
    assert sum(found) <= 0.01 * len(found)


def test_the_data_holds_no_text_twice():
    lines = (DATA / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) > 300
