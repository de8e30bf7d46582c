"""The numbers in the addresses of the pages of a list."""

import pytest

from newsscraper.roads.page_numbers import guess, leaps, number_of

HOME = "https://mediaindonesia.com"
INDEX = f"{HOME}/indeks"


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (INDEX, 0),
        (f"{INDEX}/20/40", 40),
        (f"{INDEX}?page=3", 3),
        (f"{HOME}/2026/indeks?page=3", 3),
        (f"{HOME}/liga1", 0),
    ],
)
def test_the_number_of_a_page_is_the_last_that_stands_alone(url, number):
    assert number_of(url) == number


@pytest.mark.parametrize(
    ("page", "before", "guessed"),
    [
        (f"{INDEX}/20/40", f"{INDEX}/20/20", f"{INDEX}/20/60"),
        (f"{INDEX}?page=2", INDEX, f"{INDEX}?page=3"),
        (f"{INDEX}/20/20", INDEX, f"{INDEX}/20/40"),
        (INDEX, f"{INDEX}?page=2", None),
        (INDEX, None, None),
    ],
)
def test_the_next_page_is_guessed_by_the_distance_of_two(page, before, guessed):
    assert guess(page, before) == guessed


@pytest.mark.parametrize(
    ("page", "marked", "step", "is_leap"),
    [
        ("/20/20", "/20/60", "/20/40", True),
        ("/20/20", "/20/58", "/20/40", False),
        ("?page=2", "?page=4", "?page=3", True),
        ("", "?page=3", "?page=2", True),
        ("", "?page=2", "?page=2", False),
        ("", "/20/40", "/20/20", True),
    ],
)
def test_a_link_leaps_that_leads_twice_as_far_as_a_step(page, marked, step, is_leap):
    assert leaps(INDEX + page, INDEX + marked, INDEX + step) is is_leap
