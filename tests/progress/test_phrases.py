"""Figures in words: one line of the log, or lines that fit a terminal."""

from datetime import date

import pytest

from newsscraper.progress.figures import Figures, Pause, Position
from newsscraper.progress.phrases import in_lines, number_of, one_line, one_row

DAY = Position(42, None, date(2026, 1, 17), 15, 31)
BUSY = Figures(
    "mediaindonesia",
    DAY,
    stored=12_412,
    revised=3,
    duplicates=1,
    failed=2,
    to_fetch=23,
    rate=57.6,
    permitted=60,
    seconds_left=46_000,
)
NOTHING = "0 stored, 0 revised, 0 duplicates, 0 failed, 0 to fetch"

LINES = {
    "of a window": (
        BUSY,
        "2026-01-17, day 15 of 31, index page 42; 12,412 stored, 3 revised, 1 duplicate, 2 failed, "
        "23 to fetch; 58 of 60 requests a minute, about 13 h left",
    ),
    "before the first page": (Figures("detik"), f"beginning; {NOTHING}"),
    "without a window": (
        Figures("detik", Position(2, 3, date(2026, 1, 17))),
        f"2026-01-17, index page 2 of 3; {NOTHING}",
    ),
    "where lists print no days": (Figures("detik", Position(2)), f"index page 2; {NOTHING}"),
    "of a list": (
        Figures("detik", addresses=1, refused=1, rate=1_200),
        f"a list of 1 address; {NOTHING.replace('0 to', '1 refused, 0 to')}; "
        "1,200 requests a minute",
    ),
    "that waits as it was asked to": (
        Figures("detik", DAY, pause=Pause(39.2, is_asked_for=True)),
        f"2026-01-17, day 15 of 31, index page 42; {NOTHING}; waiting 40 s, Retry-After",
    ),
    "that waits after a failure": (
        Figures("detik", pause=Pause(5, is_asked_for=False), rate=0, permitted=30),
        f"beginning; {NOTHING}; waiting 5 s, after a failure, 0 of 30 requests a minute",
    ),
    "that is over": (
        Figures("detik", DAY, stored=1, is_ending=True, rate=60),
        "delivering; 1 stored, 0 revised, 0 duplicates, 0 failed",
    ),
}


@pytest.mark.parametrize("case", LINES)
def test_the_line_of_a_run(case):
    figures, line = LINES[case]
    assert one_line(figures) == f"{figures.publisher}: {line}"


@pytest.mark.parametrize("case", LINES)
@pytest.mark.parametrize("width", [200, 79, 39, 20])
def test_lines_fit_the_terminal_and_lose_nothing(case, width):
    figures, line = LINES[case]
    lines = in_lines(figures, width)
    assert all(0 < len(each) <= width for each in lines)
    words = ", ".join(lines)
    phrases = [phrase for group in line.split("; ") for phrase in group.split(", ")]
    assert all(phrase[: width - 1] in words for phrase in phrases[1:])
    assert lines[0].startswith(figures.publisher)


def test_a_wide_terminal_has_a_line_for_each_question():
    assert in_lines(BUSY, 79) == [
        "mediaindonesia: 2026-01-17, day 15 of 31, index page 42",
        "12,412 stored, 3 revised, 1 duplicate, 2 failed, 23 to fetch",
        "58 of 60 requests a minute, about 13 h left",
    ]


def test_a_narrow_terminal_has_as_many_as_it_takes():
    assert in_lines(BUSY, 39) == [
        "mediaindonesia: 2026-01-17",
        "day 15 of 31, index page 42",
        "12,412 stored, 3 revised, 1 duplicate",
        "2 failed, 23 to fetch",
        "58 of 60 requests a minute",
        "about 13 h left",
    ]


ROWS = {
    (79, BUSY): "mediaindonesia: 2026-01-17, 12,412 stored, 2 failed, about 13 h left",
    (120, BUSY): "mediaindonesia: 2026-01-17, 12,412 stored, 2 failed, about 13 h left, "
    "day 15 of 31, index page 42, 23 to fetch",
    (39, BUSY): "mediaindonesia: 2026-01-17, 2 failed",
    (39, Figures("detik", Position(2), stored=7)): "detik: index page 2, 7 stored",
    (41, LINES["that waits as it was asked to"][0]): "detik: 2026-01-17, 0 stored, waiting 40 s",
    (40, LINES["that waits as it was asked to"][0]): "detik: 2026-01-17, 0 stored, 0 to fetch",
    (39, LINES["that is over"][0]): "detik: delivering, 1 stored",
    (12, BUSY): "mediaindones",
}


@pytest.mark.parametrize(("width", "figures"), ROWS)
def test_a_row_has_what_matters_most(width, figures):
    row = one_row(figures, width)
    assert row == ROWS[width, figures]
    assert len(row) <= width


def test_no_terminal_is_tricked_by_a_name():
    figures = Figures("a\x1b[2Jb\u202ec")
    assert in_lines(figures, 79)[0] == "a\\x1b[2Jb\\u202ec: beginning"
    assert one_row(figures, 79).startswith("a\\x1b[2Jb\\u202ec: beginning, ")


@pytest.mark.parametrize(
    ("count", "noun", "text"),
    [(1, "day", "1 day"), (2, "address", "2 addresses"), (31_000, "day", "31,000 days")],
)
def test_a_number_has_its_noun(count, noun, text):
    assert number_of(count, noun) == text
