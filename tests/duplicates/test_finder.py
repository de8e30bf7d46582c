"""What a new article repeats, by a real store."""

import random
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import Article
from newsscraper.store import comparison_tables, delivered, matches, revisions, schema

DAY = datetime.fromisoformat("2026-01-20T12:00:00+07:00")
WORDS = [f"kata{letter}{other}" for letter in "abcdefghijklmnop" for other in "abcdefghijklmnop"]


def prose(seed, length=120):
    """Words without sense, other ones for each seed."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(body, *places):
    """The body with a word replaced at each place."""
    words = body.split()
    for place in places:
        words[place] = "diganti"
    return " ".join(words)


class Marked:
    """A store, and a finder that marks what is put into it."""

    def __init__(self, store, **options):
        self.finder = DuplicateFinder(**{"days": 30, "similarity": 0.3} | options)
        self.store = store

    def put(self, key, body, day=0, publisher="mediaindonesia", headline=""):
        """Store an article published so many days later; return it."""
        article = Article(key=f"{publisher}:{key}", publisher=publisher, url=f"https://a.id/{key}")
        article.date_published = (DAY + timedelta(days=day)).isoformat()
        article.headline, article.body, article.content_hash = headline, body, headline + body
        with self.store.writing() as transaction:
            finding = self.finder.mark(transaction, article)
            if seq := revisions.add(transaction, article, 1):
                self.finder.keep(transaction, seq, article, finding)
        return article

    def ask(self, query):
        with self.store.reading() as transaction:
            return transaction.execute(query).all()

    def fed(self):
        """The keys that a feed of the whole store holds, in order."""
        query = delivered.without_duplicates(delivered.of_days("mediaindonesia", None, None))
        with self.store.reading() as transaction:
            chunks = list(revisions.chunks_of_seqs(transaction, query))
            found = [each for seqs in chunks for each in revisions.queued(transaction, seqs)]
            return [each.article.key for each in found]

    def left_out(self):
        """The revisions that feeds leave out, as key and revision."""
        revisions, duplicates = schema.revisions, comparison_tables.duplicates
        query = select(revisions.c.key, revisions.c.revision).order_by(revisions.c.seq)
        return self.ask(query.join(duplicates, duplicates.c.seq == revisions.c.seq))


@pytest.fixture
def store(open_store):
    with closing(open_store()) as store:
        yield store


@pytest.fixture
def paper(store):
    """Return an empty paper."""
    return Marked(store)


def marks(article):
    return article.duplicate_of, article.similarity


def test_the_same_text_is_found_at_any_time_and_at_any_publisher(paper):
    paper.put(1, prose(1))
    assert marks(paper.put(2, prose(1), day=900)) == ("mediaindonesia:1", 1.0)
    assert marks(paper.put(3, prose(1), publisher="detik")) == ("mediaindonesia:1", 1.0)
    assert paper.left_out() == [("mediaindonesia:2", 1), ("detik:3", 1)]


def test_a_text_that_is_nearly_the_same_is_found_and_how_much_it_is(paper):
    paper.put(1, prose(1))
    key, similarity = marks(paper.put(2, edited(prose(1), 10, 30, 50)))
    assert key == "mediaindonesia:1"
    assert similarity == pytest.approx(109 / 127, abs=0.001)
    assert paper.left_out() == []


def test_case_and_punctuation_alone_make_no_exact_duplicate(paper):
    paper.put(1, prose(1))
    assert marks(paper.put(2, prose(1).upper() + ".")) == ("mediaindonesia:1", 0.999)


def test_the_most_alike_of_several_is_named_and_all_are_kept(paper):
    paper.put(1, edited(prose(1), 10, 30, 50, 70))
    paper.put(2, edited(prose(1), 10))
    article = paper.put(3, prose(1))
    assert article.duplicate_of == "mediaindonesia:2"
    table = comparison_tables.matches
    query = select(table.c.other).where(table.c.seq == 3).order_by(table.c.other)
    assert [key for (key,) in paper.ask(query)] == ["mediaindonesia:1", "mediaindonesia:2"]


@pytest.mark.parametrize(("days", "is_found"), [(30, True), (-30, True), (31, False), (-31, False)])
def test_near_duplicates_are_looked_for_within_days_before_and_after(paper, days, is_found):
    paper.put(1, prose(1))
    assert (paper.put(2, edited(prose(1), 10), day=days).duplicate_of is not None) == is_found


def test_with_no_days_only_the_same_text_is_found(store):
    paper = Marked(store, days=0)
    paper.put(1, prose(1))
    assert marks(paper.put(2, edited(prose(1), 10))) == (None, None)
    assert marks(paper.put(3, prose(1))) == ("mediaindonesia:1", 1.0)


def test_what_is_less_alike_than_asked_for_is_no_near_duplicate(store):
    paper = Marked(store, similarity=0.9)
    paper.put(1, prose(1))
    assert marks(paper.put(2, edited(prose(1), 10, 30, 50))) == (None, None)
    assert paper.put(3, edited(prose(1), 10)).duplicate_of == "mediaindonesia:1"


@pytest.mark.parametrize(("words", "expected"), [(19, None), (20, "mediaindonesia:1")])
def test_stubs_repeat_nothing(paper, words, expected):
    paper.put(1, prose(1, words))
    assert paper.put(2, prose(1, words)).duplicate_of == expected


@pytest.mark.parametrize(("words", "expected"), [(49, None), (50, "mediaindonesia:1")])
def test_short_texts_are_no_near_duplicates(paper, words, expected):
    paper.put(1, prose(1, words))
    assert paper.put(2, edited(prose(1, words), 7)).duplicate_of == expected


def test_an_article_never_repeats_its_own_revisions(paper):
    paper.put(1, prose(1))
    assert marks(paper.put(1, edited(prose(1), 10))) == (None, None)
    assert marks(paper.put(1, prose(1))) == (None, None)


def test_an_article_repeats_none_that_came_after_it(paper):
    paper.put(1, prose(1))
    paper.put(2, edited(prose(1), 10))
    assert marks(paper.put(1, edited(prose(1), 10, 30))) == (None, None)
    assert marks(paper.put(1, edited(prose(1), 10))) == (None, None)


def test_a_copy_repeats_what_has_become_its_text(paper):
    paper.put(1, prose(1))
    paper.put(2, prose(2))
    paper.put(1, prose(3))
    assert marks(paper.put(2, prose(3))) == ("mediaindonesia:1", 1.0)
    assert paper.left_out() == []  # feeds hold the first revision, and should see that it changed


def test_a_copy_is_left_out_only_while_its_original_has_the_text(paper):
    paper.put(1, prose(1))
    paper.put(2, prose(1))
    assert paper.fed() == ["mediaindonesia:1"]
    paper.put(1, prose(3))
    assert paper.fed() == ["mediaindonesia:2", "mediaindonesia:1"]


def test_a_copy_stays_left_out_when_only_the_headline_of_its_original_changes(paper):
    paper.put(1, prose(1))
    paper.put(2, prose(1))
    paper.put(1, prose(1), headline="Judul baru")
    assert paper.fed() == ["mediaindonesia:1"]


def test_a_copy_is_left_out_again_when_its_original_has_the_text_again(paper):
    for key, seed in ((1, 1), (2, 1), (1, 3), (1, 1)):
        paper.put(key, prose(seed))
    assert paper.fed() == ["mediaindonesia:1"]


def test_a_copy_is_left_out_however_many_revisions_have_its_text(paper):
    for number in range(15):
        paper.put(1, prose(1), headline=f"Judul {number}")
    assert marks(paper.put(2, prose(1))) == ("mediaindonesia:1", 1.0)
    assert paper.fed() == ["mediaindonesia:1"]


def test_of_the_copies_of_a_text_that_its_original_gave_up_one_is_fed(paper):
    for key, seed in ((1, 1), (2, 1), (3, 1), (1, 4), (5, 1)):
        paper.put(key, prose(seed))
    assert paper.fed() == ["mediaindonesia:2", "mediaindonesia:1"]


def test_every_copy_repeats_the_first_however_many_there_are(paper):
    copies = [paper.put(number, prose(1)) for number in range(20)]
    assert {copy.duplicate_of for copy in copies} == {None, "mediaindonesia:0"}
    assert paper.fed() == ["mediaindonesia:0"]


def test_the_pairs_of_equal_texts_are_as_many_as_the_texts(paper):
    for number in range(40):
        paper.put(number, prose(1, 30))
    with paper.store.reading() as transaction:
        assert len(list(matches.pairs(transaction))) < 80


def test_a_copy_of_what_an_article_had_before_is_fed(paper):
    paper.put(1, prose(1))
    paper.put(1, prose(3))
    assert marks(paper.put(2, prose(1))) == ("mediaindonesia:1", 1.0)
    assert paper.left_out() == []


def test_two_articles_that_come_to_the_same_text_are_a_pair(paper):
    paper.put(1, prose(1, 30))
    paper.put(2, prose(2))
    paper.put(1, prose(2))
    with paper.store.reading() as transaction:
        assert list(matches.pairs(transaction)) == [("mediaindonesia:2", "mediaindonesia:1")]


def test_a_copy_that_follows_its_original_stays_left_out(paper):
    for body in (prose(1), prose(2)):
        paper.put(1, body)
        paper.put(2, body)
    assert paper.left_out() == [("mediaindonesia:2", 1), ("mediaindonesia:2", 2)]
    paper.put(2, prose(3))
    assert paper.put(2, prose(2)).duplicate_of == "mediaindonesia:1"
    assert len(paper.left_out()) == 2


def test_a_copy_is_found_among_hundreds_of_texts_that_share_its_template(paper):
    frame = prose(0, 150)
    for number in range(300):
        paper.put(number, f"{frame} {prose(number + 1, 60)}")
    copy = paper.put(900, edited(f"{frame} {prose(7 + 1, 60)}", 40, 160, 190))
    assert copy.duplicate_of == "mediaindonesia:7"


def test_an_article_has_at_most_nine_index_rows(paper):
    paper.put(1, prose(1, 2_000))
    assert paper.ask(select(func.count()).select_from(comparison_tables.sketches)) == [(9,)]
