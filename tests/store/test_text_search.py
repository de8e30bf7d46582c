"""Articles are found by plain words, the best first."""

from contextlib import closing
from datetime import date

import pytest
from worlds.press import article

from newsscraper.store import revisions, text_search
from newsscraper.store.text_search import HIT, NoWords, match_of
from newsscraper.window import Window

TEXTS = {
    1: "Banjir rob naik lagi di Demak. Banjir itu surut petang hari.",
    2: "Pasar ramai. Banjir jauh dari sana, kata pedagang di pesisir yang naik perahu. "
    "Mereka menunggu ikan datang dari laut dan tidak memikirkan apa pun selain harga.",
    3: "Laman detik.com dan kompas.com memuat café serta jalur A-1.",
    4: "KEBANJIRAN melanda; logika AND OR NOT bukan perintah.",
    5: "Rob banjir: urutannya terbalik.",
}


@pytest.fixture(scope="module")
def reading(open_store):
    """A transaction that reads a store of the texts; the article's day is its number."""
    with closing(open_store()) as store:
        with store.writing() as transaction:
            for number, body in TEXTS.items():
                revisions.add(transaction, article(number, day=number, body=body), 1)
        with store.reading() as transaction:
            yield transaction


def found(reading, words, publisher=None, window=Window()):
    seqs = text_search.seqs(reading, match_of(words), publisher, window)
    return [int(each.article.key[-1]) for seq in seqs for each in revisions.queued(reading, [seq])]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("banjir", {1, 2, 5}),
        ("BANJIR Rob", {1, 5}),
        ('"banjir rob"', {1}),
        ("“banjir rob” naik", {1}),
        ('"rob banjir', {5}),
        ("rob-naik", {1}),
        ("naik-rob", set()),
        ("detik.com", {3}),
        ("com detik", {3}),
        ("cafe", {3}),
        ("CAFÉ", {3}),
        ("a-1", {3}),
        ("AND", {4}),
        ("banjir AND rob", set()),
        ("banjir OR pasar", set()),
        ("NOT perintah", {4}),
        ("NEAR(banjir rob)", set()),
        ("headline:Judul", set()),
        ("headline : judul", set()),
        ("judul", {1, 2, 3, 4, 5}),
        ("banji*", set()),
        ("banjir * rob ^ (", {1, 5}),
        ("'; DROP TABLE articles", set()),
        ("kebanjiran", {4}),
        ('"" banjir', {1, 2, 5}),
        ("banjir\0rob", {1, 5}),
        ('"banjir\0rob" naik', {1}),
        ("banjir\udcff rob", {1, 5}),
    ],
)
def test_all_words_occur_and_none_is_an_operator(reading, words, numbers):
    assert set(found(reading, words)) == numbers


@pytest.mark.parametrize("words", ["", " ", '"', '""', "- … *", "(", "\x00", "\ud800"])
def test_without_a_word_there_is_nothing_to_search_for(words):
    with pytest.raises(NoWords, match="no word to search for"):
        match_of(words)


def test_a_query_has_a_length_that_the_index_takes(reading):
    assert found(reading, "banjir " * 64) == found(reading, "banjir")
    with pytest.raises(NoWords, match="65 words are too many"):
        match_of("banjir " * 65)


def test_the_best_come_first(reading):
    assert found(reading, "banjir")[0] == 1
    assert found(reading, "banjir")[-1] == 2
    pieces = text_search.excerpts(reading, match_of("banjir"), [1, 5])
    assert pieces.keys() == {1, 5}
    assert pieces[1].startswith(f"{HIT[0]}Banjir{HIT[1]} ")


def test_publisher_and_days_are_those_of_the_article(reading):
    window = Window(date(2026, 1, 2), date(2026, 1, 4))
    assert found(reading, "banjir", window=window) == [2]
    assert found(reading, "banjir", window=Window(until=date(2026, 1, 1))) == [1]
    assert found(reading, "banjir", publisher="detik") == []
    assert set(found(reading, "banjir", publisher="mediaindonesia")) == {1, 2, 5}
    assert found(reading, "banjir", publisher="mediaindonesia", window=window) == [2]
