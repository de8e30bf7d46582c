"""Cells as XML: any text comes back, and none is longer than Excel takes."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscraper.reports.sheet_cells import MOST, PLAIN, cell, escaped, text_cell

ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read(xml):
    """The text of a cell, as a reader of the standard takes it."""
    text = "".join(ElementTree.fromstring(xml).itertext())
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.text(alphabet="_x0045F\r\n<&]>\x00\ufffe", max_size=40)
)
def test_any_text_comes_back_whole(text):
    assert read(text_cell("A1", text, PLAIN)) == text


def test_a_lone_surrogate_becomes_a_question_mark():
    assert escaped("a\ud83db") == "a?b"


@pytest.mark.parametrize("letter", ["a", "é", "🙂"])
@pytest.mark.parametrize("more", [-1, 0, 1, 2, 9_000])
def test_a_text_over_the_limit_is_cut_with_a_mark_and_no_other(letter, more):
    units = len(letter.encode("utf-16-le")) // 2
    text = letter * ((MOST + more) // units)
    found = read(cell("A1", text))
    if len(text) * units <= MOST:
        assert found == text
    else:
        kept, _, mark = found.partition(" […cut: ")
        assert mark == f"{len(text)} characters]"
        assert text.startswith(kept)
        assert MOST - 1 <= len(found.encode("utf-16-le")) // 2 <= MOST


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("", ""),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        (7, '<c r="A1"><v>7</v></c>'),
        (0.30000000000000004, '<c r="A1"><v>0.30000000000000004</v></c>'),
    ],
)
def test_what_is_no_text_has_its_type(value, expected):
    assert cell("A1", value) == expected


def test_what_no_number_can_say_is_text():
    assert read(cell("A1", float("nan"))) == "nan"
