"""Both kinds of index find the same articles."""

import random
from contextlib import closing

import pytest
from worlds.press import article
from worlds.stories import STORIES

from newsscraper.store import fts5, revisions, text_search, tsvector
from newsscraper.store.folded_words import words_in
from newsscraper.store.text_index import index_of
from newsscraper.window import Window

pytestmark = pytest.mark.slow
TEXTS = [" ".join(parts) for parts in STORIES.values()]
ODD = [
    "naïve Café DÉJÀ-VU",
    "ﬁ ligatur",
    "İstanbul ÇAĞ",
    "中文 字",
    "e\u0301tude",
    "x\u200by",
    "½ ²",
]


def filled(open_store, texts):
    store = open_store()
    with store.writing() as transaction:
        for number, body in enumerate(texts, 1):
            revisions.add(transaction, article(number, body=body), 1)
    return store


def found(transaction, words):
    seqs = text_search.seqs(transaction, text_search.match_of(words), None, Window())
    return sorted(seqs)


def queries():
    """Words and phrases of the texts, many at random."""
    chance = random.Random(22)
    for _ in range(150):
        words = [each.folded for each in words_in(chance.choice(TEXTS))]
        at, size = chance.randrange(len(words)), chance.randint(1, 4)
        some = words[at : at + size]
        yield f'"{" ".join(some)}"' if chance.random() < 0.5 else " ".join(some)
        yield " ".join(chance.sample(words, 2))


def expected(words):
    """What plain Python finds; "Judul" is the headline of each."""
    phrases = list(fts_phrases(words))
    return [
        number
        for number, text in enumerate(TEXTS, 1)
        if all(is_in(phrase, text) or phrase == ["judul"] for phrase in phrases)
    ]


def fts_phrases(words):
    for phrase in text_search.match_of(words).split('"')[1::2]:
        yield [each.folded for each in words_in(phrase)]


def is_in(phrase, text):
    words = [each.folded for each in words_in(text)]
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def test_words_and_phrases_are_found_in_both_kinds_of_index(open_store):
    with closing(filled(open_store, TEXTS)) as store, store.reading() as transaction:
        for words in queries():
            assert (words, found(transaction, words)) == (words, expected(words))


@pytest.mark.parametrize("text", ODD)
def test_odd_letters_are_found_as_they_stand(open_store, text):
    with closing(filled(open_store, [text, "lain"])) as store, store.reading() as transaction:
        for word in text.split():
            assert (word, found(transaction, word)) == (word, [1])


def test_each_kind_of_database_has_its_own_index(writing, engine):
    assert index_of(writing) is {"sqlite": fts5, "postgresql": tsvector}[engine.name]


def test_no_phrase_reaches_from_the_headline_into_the_body():
    assert tsvector.vector("a b", "c a") == "'a':1,5 'b':2 'c':4"


def test_a_text_of_any_length_and_of_any_words_fits(open_store):
    many = " ".join(f"kata{number:x}" for number in range(200_000))
    texts = [many, "a" * 5_000, "dan " * 20_000]
    with closing(filled(open_store, texts)) as store, store.reading() as transaction:
        assert found(transaction, "kata1f") == [1]
        assert found(transaction, "a" * 5_000) == [2]
        assert found(transaction, "dan") == [3]
