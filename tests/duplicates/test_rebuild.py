"""All compared anew in steps: as it would be at once, whatever runs store meanwhile."""

import random
from contextlib import suppress

import pytest
from lab.engines import OnPostgreSQL, OnSQLite
from sqlalchemy import delete, inspect, select

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.duplicates.rebuild import Work, rebuild
from newsscraper.items import Article
from newsscraper.store import ledger, revisions, schema
from newsscraper.store.comparison_tables import ANEW, CURRENT, beside

SEEDS = [
    *((OnSQLite.name, seed) for seed in (1, 2)),
    *(pytest.param(OnSQLite.name, seed, marks=pytest.mark.slow) for seed in range(3, 12)),
    *(pytest.param(OnPostgreSQL.name, seed, marks=pytest.mark.slow) for seed in (1, 2)),
]
"""In which kind of store, and by which seed."""
on_seeds = pytest.mark.parametrize(("engine", "papers"), SEEDS, indirect=True)
WORDS = [f"kata{letter}{other}" for letter in "abcdefghijklmnop" for other in "abcdefghijklmnop"]
LIVE = DuplicateFinder(30, 0.3)
OTHERS = {"days": [0, 2, 30], "similarity": [0.3, 0.7, 0.95]}


class Stopped(Exception):
    """In the place of a signal."""


class Papers:
    """Two papers whose articles repeat one another at random; some are revised."""

    def __init__(self, seed, store):
        self.random = random.Random(seed)
        self.store = store
        self.texts = []
        self.count = 0

    def publish(self, count):
        for _ in range(count):
            self.count += 1
            with self.store.writing() as transaction:
                keep(transaction, self.article(), LIVE)

    def article(self):
        pick = self.random
        number = pick.randrange(max(self.count // 2, 1)) if pick.random() < 0.15 else self.count
        publisher = ("mediaindonesia", "detik")[number % 2]
        article = Article(f"{publisher}:{number}", publisher, f"https://a.example/{number}")
        article.date_published = f"2026-01-{1 + number % 20:02}T10:00:00+07:00"
        article.body = self.text()
        article.content_hash = article.body
        return article

    def text(self):
        pick = self.random
        if not self.texts or pick.random() < 0.5:
            self.texts.append(pick.choices(WORDS, k=pick.choice([10, 40, 120])))
        words = list(pick.choice(self.texts))
        for _ in range(pick.choice([0, 0, 1, 3, 9])):
            words[pick.randrange(len(words))] = "diganti"
        return " ".join(words)

    def held(self):
        """All that comparisons tell."""
        tables = (*CURRENT, schema.revisions, schema.ledger)
        with self.store.reading() as transaction:
            assert not set(beside.tables) & set(inspect(transaction).get_table_names())
            return [
                sorted(map(tuple, transaction.execute(select(each))), key=str) for each in tables
            ]


def keep(transaction, article, finder):
    """Store an article as a run does."""
    finding = finder.mark(transaction, article)
    if seq := revisions.add(transaction, article, 1):
        finder.keep(transaction, seq, article, finding)
    original = article.duplicate_of if finder.is_left_out(transaction, article) else None
    ledger.store(transaction, 1, article, 0, original)


def rebuild_at_once(store, finder):
    """Compare all anew in one transaction, in the tables that runs go by."""
    changed = 0
    with store.writing() as transaction:
        for table in CURRENT:
            transaction.execute(delete(table))
        for seq, article in revisions.following(transaction, 0, 10_000):
            before = article.duplicate_of, article.similarity
            finding = finder.mark(transaction, article)
            is_duplicate = finder.keep(transaction, seq, article, finding)
            original = article.duplicate_of if is_duplicate else None
            ledger.repeat(transaction, article.key, original)
            if before != (article.duplicate_of, article.similarity):
                changed += 1
                revisions.replace(transaction, seq, article)
    return changed


def settings(seed):
    return {name: random.Random(seed).choice(values) for name, values in OTHERS.items()}


@pytest.fixture
def papers(request, open_store):
    """Two stores with the same articles."""
    both = [Papers(request.param, open_store()) for _ in range(2)]
    for each in both:
        each.publish(150)
    yield both
    for each in both:
        each.store.close()


@on_seeds
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_it_finds_in_steps_what_it_finds_at_once(papers, seed):
    one, other = papers
    asked = settings(seed)
    steps = []
    count = rebuild(one.store, DuplicateFinder(**asked, tables=ANEW), lambda *_: steps.append(1))
    assert count == rebuild_at_once(other.store, DuplicateFinder(**asked))
    assert count > 0
    assert len(steps) > 2
    assert one.held() == other.held()


@on_seeds
def test_the_settings_of_runs_change_nothing(papers):
    one, other = papers
    assert rebuild(one.store, DuplicateFinder(30, 0.3, ANEW), lambda *_: None) == 0
    assert one.held() == other.held()


@on_seeds
def test_what_runs_store_meanwhile_is_compared_too(papers):
    one, other = papers
    left = [20, 20, 5]
    finder = DuplicateFinder(**settings(3), tables=ANEW)
    rebuild(one.store, finder, lambda *_: one.publish(left.pop()) if left else None)
    assert left == []
    other.publish(5)
    for _ in range(2):
        other.publish(20)
    rebuild_at_once(other.store, DuplicateFinder(**settings(3)))
    assert one.held() == other.held()


@on_seeds
def test_runs_go_by_what_was_found_while_the_marks_are_written(papers):
    one, other = papers
    left = [30]

    def publish(work, _):
        if work == Work.MARKED and left:
            one.publish(left.pop())

    rebuild(one.store, DuplicateFinder(**settings(3), tables=ANEW), publish)
    assert left == []
    rebuild_at_once(other.store, DuplicateFinder(**settings(3)))
    other.publish(30)
    assert one.held() == other.held()


@on_seeds
def test_one_that_was_stopped_goes_on_and_runs_go_by_what_was_before(papers):
    one, other = papers
    finder = DuplicateFinder(**settings(3), tables=ANEW)
    works = []

    def stop(work, _):
        works.append(work)
        raise Stopped

    while True:
        with suppress(Stopped):
            rebuild(one.store, finder, stop)
            break
    assert works[:3] == [Work.COMPARED] * 3, "each time it comes a step further"
    assert set(works[3:]) == {Work.MARKED}
    rebuild_at_once(other.store, DuplicateFinder(**settings(3)))
    assert one.held() == other.held()


@pytest.mark.parametrize("last", Work)
@pytest.mark.parametrize("papers", [1], indirect=True)
def test_other_settings_begin_anew(papers, last):
    one, other = papers

    def stop(work, _):
        if work == last:
            raise Stopped

    with pytest.raises(Stopped):
        rebuild(one.store, DuplicateFinder(0, 0.95, ANEW), stop)
    rebuild(one.store, DuplicateFinder(30, 0.3, ANEW), lambda *_: None)
    assert one.held() == other.held()
