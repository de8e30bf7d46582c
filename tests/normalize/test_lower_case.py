"""Words in lower case are those that a pattern which ignores case finds."""

import re
from string import ascii_lowercase

import pytest

from newsscraper.normalize.lower_case import lowered, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tim Liputan", ["tim", "liputan"]),
        ("(Tim)", ["", "tim", ""]),
        ("PT. Contoh_2", ["pt", "contoh_2"]),
        ("\u0130stanbul", ["istanbul"]),
        ("", [""]),
    ],
)
def test_a_text_is_cut_into_its_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("letter", ascii_lowercase)
def test_a_letter_stands_for_what_a_pattern_takes_it_for(letter):
    pattern = re.compile(letter, re.IGNORECASE)
    for each in map(chr, range(0x3000)):
        assert (lowered(each) == letter) is (pattern.fullmatch(each) is not None), each
