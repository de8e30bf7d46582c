"""Pieces of a text around what was searched for, and the words of a text."""

import pytest

from newsscraper.store.folded_words import fold, words_in
from newsscraper.store.found_text import HIT, WORDS
from newsscraper.store.text_piece import best_piece

TEXT = "Harga cabai naik. " + "Pedagang menunggu. " * 20 + "Banjir rob merendam pasar di Demak."


def piece(*phrases, texts=(TEXT,)):
    found = best_piece([phrase.split() for phrase in phrases], texts)
    return found.replace(HIT[0], "[").replace(HIT[1], "]")


def test_what_was_found_stands_between_marks():
    assert piece("cabai").startswith("Harga [cabai] naik. Pedagang ")
    assert piece("banjir rob", "demak").endswith("[Banjir rob] merendam pasar di [Demak].")


def test_a_piece_has_some_words_and_says_where_the_text_goes_on():
    first, last = piece("cabai"), piece("demak")
    assert len(list(words_in(first))) == len(list(words_in(last))) == WORDS
    assert first.endswith("…")
    assert last.startswith("…")


def test_the_piece_with_most_phrases_is_the_best_and_of_several_the_first():
    assert "[Banjir]" in piece("banjir", "demak", texts=("Banjir di sana.", TEXT))
    assert piece("naik", texts=("Harga naik.", "Air naik.")) == "Harga [naik]."


def test_phrases_that_share_words_are_marked_once():
    assert piece("harga cabai", "cabai naik", texts=("Harga cabai naik.",)) == "[Harga cabai] naik."


@pytest.mark.parametrize("texts", [(), ("",), ("…",)])
def test_where_there_are_no_words_there_is_nothing_to_mark(texts):
    assert piece("banjir", texts=texts) == "".join(texts)


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Banjir", "banjir"), ("CAFÉ", "cafe"), ("Ēnak", "enak"), ("Ж", "ж"), ("a" * 900, "a" * 500)],
)
def test_case_and_accents_make_no_difference(word, folded):
    assert fold(word) == folded


def test_words_are_letters_and_digits():
    assert [each.folded for each in words_in("detik.com: jalur_A-1, 5%")] == [
        *("detik", "com", "jalur", "a", "1", "5")
    ]
