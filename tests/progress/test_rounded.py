"""Numbers and times are no more precise than what is known of them."""

import pytest

from newsscraper.progress.rounded import about, clock, size, span


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (7, "7"),
        (42, "42"),
        (99.6, "100"),
        (123, "120"),
        (9042, "9,000"),
        (9951, "10,000"),
        (123_456, "120,000"),
    ],
)
def test_a_number_has_two_digits_that_count(count, text):
    assert about(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (4.4, "4 s"),
        (38, "40 s"),
        (89, "90 s"),
        (90, "2 min"),
        (14 * 60, "14 min"),
        (43 * 60, "45 min"),
        (57 * 60, "1 h"),
        (90 * 60, "1.5 h"),
        (9_000, "2.5 h"),
        (3 * 3600, "3 h"),
        (9.9 * 3600, "10 h"),
        (46_000, "13 h"),
        (47.6 * 3600, "48 h"),
        (60 * 3600, "2 days"),
        (30 * 86400, "30 days"),
    ],
)
def test_a_time_that_is_expected_is_rounded(seconds, text):
    assert span(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.84, "0.8 s"),
        (59.9, "59.9 s"),
        (59.96, "1 min 0 s"),
        (250, "4 min 10 s"),
        (3599.7, "1 h 0 min"),
        (47_111, "13 h 5 min"),
    ],
)
def test_a_time_that_has_passed_is_told_in_two_units(seconds, text):
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (21_044, "21.0 kB"), (1_697_009, "1.7 MB"), (4.2e10, "42.0 GB")],
)
def test_bytes_have_a_unit(count, text):
    assert size(count) == text
