"""What comparisons look at in a text."""

import random
import re
import subprocess
import sys
from zlib import crc32

import pytest

from newsscraper.duplicates.compared_text import Text
from newsscraper.duplicates.finder import sketch_of
from newsscraper.items import Article


def test_words_are_in_lower_case_and_figures_are_whole():
    text = Text("Harga naik 12,5 % menjadi Rp1.250.000, Selasa (20/1/2026) pukul 04.28.")
    assert text.words == (
        "harga naik 12,5 % menjadi rp 1.250.000 selasa 20/1/2026 pukul 04.28".split()
    )


PLAIN = "aB10.,:/-%_! \n\t\x00\x1c\x7f"
ODD = "\u00e9\u00df\u0130\ufb01\u00b2\u00bd\u0663\u201c\u2013\u2026\u0301\u200b\xa0\ud800"
"""Letters, signs, digits and blanks beyond ASCII."""


@pytest.mark.parametrize("letters", [PLAIN, PLAIN + ODD], ids=["ascii", "any"])
def test_words_are_what_one_pattern_would_find_in_any_text(letters):
    words = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|%")
    dice = random.Random(1)
    for _ in range(5_000):
        body = "".join(dice.choices(letters, k=dice.randrange(40)))
        assert Text(body).words == words.findall(body.casefold()), repr(body)
        assert Text(body).length == len(Text(body).words)


@pytest.mark.parametrize("length", [50, 51, 400, 2_000])
@pytest.mark.parametrize("kinds", [1, 3, 5_000])
def test_a_sketch_has_the_smallest_shingles_each_once(length, kinds):
    dice = random.Random(length)
    words = ["".join(dice.choices("aiueokst", k=9)) for _ in range(kinds)]
    text = Text(" ".join(dice.choices(words, k=length)))
    article = Article(date_published="2026-01-20T12:00:00+07:00")
    sketch = sketch_of(article, text)
    assert sketch.shingles == sorted(text.shingles)[:8]


def test_shingles_are_every_three_words_in_a_row():
    text = Text("Satu dua tiga.\n\nEmpat")
    assert text.shingles == {crc32(b"satu dua tiga"), crc32(b"dua tiga empat")}


def test_shingles_are_the_same_in_every_process():
    code = (
        "from newsscraper.duplicates.compared_text import Text; print(Text('a\u00e9 b c').shingles)"
    )
    printed = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert printed.strip() == str(Text("a\u00e9 b c").shingles)


@pytest.mark.parametrize("body", ["", "Satu", "Satu dua", "!?"])
def test_a_text_of_fewer_than_three_words_has_no_shingles(body):
    assert Text(body).shingles == set()
    assert Text(body).frames == set()


def test_frames_show_the_kind_of_figures_names_and_dates():
    text = Text("Wali kota menemui warga di Bandung pada 20 Januari 2026 dan memberi 15 ekor sapi.")
    filled = dict(text.filled)
    assert filled["di", "@", "pada"] == ("di", "bandung", "pada")
    assert filled["pada", "/", "/"] == ("pada", "20", "januari")
    assert filled["memberi", "#", "ekor"] == ("memberi", "15", "ekor")
    assert text.frames > filled.keys()


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name():
    frames = Text("Warga datang. Mereka membawa beras! Pak Badu ikut.\n\nBeras itu habis.").frames
    assert ("mereka", "membawa", "beras") in frames
    assert ("pak", "@", "ikut") in frames
    assert ("beras", "itu", "habis") in frames


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Rabu (21/1/2026) dan 3/2", (21, 1)),
        ("sejak 20 Januari 2026 hingga 1 februari", (20, 1)),
        ("20 Januarius, lalu 3 Mei", (3, 5)),
        ("tidak 2 Febru, tetapi 7 Des 2025", (7, 12)),
        ("Rabu (21-1-2026)", (21, 1)),
        ("Rabu 1.02.2026", (1, 2)),
        ("skor 2-1, pukul 10.30, nomor 10.30.2", None),
    ],
)
def test_the_day_is_day_and_month_of_the_first_date(body, expected):
    assert Text(body).day == expected
