"""How many have a value that others have, too, counted in little memory."""

import random

import pytest

from newsscraper.crawl.repeats import Repeats


def repeats_of(values):
    repeats = Repeats()
    for value in values:
        repeats.add(value)
    return repeats


@pytest.mark.parametrize(
    ("values", "count", "several"),
    [
        ("", 0, []),
        ("abc", 0, []),
        ("aab", 2, ["a"]),
        ("aaaaaabcdef", 6, ["a"]),
        ("abab" * 6, 22, ["a", "b"]),
        ("abcabc" * 4, 21, ["a", "b", "c"]),
        ("aabbccdd", 4, ["a", "b", "c", "d"]),
    ],
)
def test_few_values_are_counted_exactly(values, count, several):
    repeats = repeats_of(values)
    assert (repeats.count, repeats.values) == (count, several)


@pytest.mark.parametrize("walls", [["tembok"], ["tembok", "pagar"], list("tembok")])
@pytest.mark.parametrize("seed", range(3))
def test_what_most_have_is_found_in_any_order_and_hardly_counted_too_low(seed, walls):
    values = [wall for wall in walls for _ in range(5_400 // len(walls))]
    values += [str(number) for number in range(10_000 - len(values))]
    random.Random(seed).shuffle(values)
    found = repeats_of(values)
    assert set(found.values) == set(walls)
    assert 5_000 < found.count <= 5_400


def test_many_different_values_are_never_taken_for_repeats():
    repeats = repeats_of(str(number) for number in range(10_000))
    assert (repeats.count, repeats.values) == (0, [])
