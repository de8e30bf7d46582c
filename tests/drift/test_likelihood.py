"""The statistical test: exact where it can be checked, and calm where articles come in bursts."""

import random
from math import comb

import pytest

from newsscraper.drift.likelihood import LEAST_SPREAD, Tried, spread, strength, tail


@pytest.mark.parametrize(
    ("found", "articles", "share"), [(3, 20, 0.05), (18, 20, 0.5), (1, 1, 0.2)]
)
def test_without_any_spread_it_is_the_tail_of_the_binomial_distribution(found, articles, share):
    exact = sum(
        comb(articles, k) * share**k * (1 - share) ** (articles - k)
        for k in range(found, articles + 1)
    )
    assert tail(found, articles, share, 1e-7) == pytest.approx(exact, rel=1e-3)


@pytest.mark.parametrize("share", [0.001, 0.05, 0.5, 0.95])
@pytest.mark.parametrize("spread_of_past", [0.004, 0.05])
def test_it_is_how_often_chance_finds_as_many(share, spread_of_past):
    draw = random.Random(7)
    size = 1 / spread_of_past - 1
    tries = []
    for _ in range(4000):
        own = draw.betavariate(size * share, size * (1 - share))
        tries.append(sum(draw.random() < own for _ in range(40)))
    for found in {sorted(tries)[int(len(tries) * part)] for part in (0.5, 0.9, 0.99)}:
        as_many = sum(each >= found for each in tries) / len(tries)
        assert tail(found, 40, share, spread_of_past) == pytest.approx(as_many, abs=0.03)


def test_the_more_are_found_the_less_likely_it_is():
    chances = [tail(found, 30, 0.1, 0.01) for found in range(31)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == 1
    assert strength(chances[30]) > 20


def test_the_more_runs_differ_the_less_a_share_says():
    assert tail(20, 40, 0.1, 0.004) < tail(20, 40, 0.1, 0.05) < tail(20, 40, 0.1, 0.2)


def test_the_spread_is_that_of_the_past():
    draw = random.Random(3)

    def past(size):
        for _ in range(300):
            own = draw.betavariate(0.2 * size, 0.8 * size)
            yield Tried(50, 10, sum(draw.random() < own for _ in range(50)))

    assert spread(past(9)) == pytest.approx(0.1, abs=0.02)
    assert spread(past(99)) == pytest.approx(0.01, abs=0.005)


def test_a_past_that_never_differs_is_not_quite_believed():
    assert spread([Tried(50, 0.1, 0)] * 30) == LEAST_SPREAD
    assert spread([]) == LEAST_SPREAD
