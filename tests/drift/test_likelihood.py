"""The statistical test: exact where it can be checked, and calm where articles come in bursts."""

import random
from math import comb

import pytest

from newsscraper.drift.likelihood import LEAST_SPREAD, Tried, chance, spread, strength, tail


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
            yield Tried(50, 10, sum(draw.random() < own for _ in range(50)), 8)

    assert spread(past(9)) == pytest.approx(0.1, abs=0.02)
    assert spread(past(99)) == pytest.approx(0.01, abs=0.005)


def test_a_past_that_never_differs_is_not_quite_believed():
    assert spread([Tried(50, 0.1, 0, 0.1)] * 30) == LEAST_SPREAD
    assert spread([]) == LEAST_SPREAD


SECTIONS = ((80, 0.05), (20, 0.6))
"""Articles of each section of a run, and the share that is usual for it."""


def tried(found):
    expected = sum(of * share for of, share in SECTIONS)
    variance = sum(of * share * (1 - share) for of, share in SECTIONS)
    return Tried(sum(of for of, _ in SECTIONS), expected, found, variance)


def binomials(draw):
    return sum(draw.random() < share for of, share in SECTIONS for _ in range(of))


def test_sections_that_differ_are_surer_than_articles_that_do():
    draw = random.Random(5)
    counts = [binomials(draw) for _ in range(20_000)]
    for found in (18, 21, 24):
        exact = sum(count >= found for count in counts) / len(counts)
        mixed = tail(found, 100, tried(found).share, LEAST_SPREAD)
        assert exact < chance(tried(found), LEAST_SPREAD) < mixed


def test_without_sections_it_is_the_tail_of_the_beta_binomial_distribution():
    run = Tried(50, 10, 18, 8)
    assert chance(run, 0.02) == pytest.approx(tail(18, 50, 0.2, 0.02))
    assert chance(Tried(1, 0.2, 1, 0.16), 0.02) == pytest.approx(0.2)


def test_articles_are_alike_beside_what_their_sections_let_expect():
    draw = random.Random(9)

    def past():
        for _ in range(400):
            lean = draw.choice((0.5, 1.5))
            yield tried(sum(draw.random() < p * lean for of, p in SECTIONS for _ in range(of)))

    assert spread(past()) == pytest.approx(64 / tried(0).variance / 99, rel=0.2)
    assert spread(tried(binomials(draw)) for _ in range(400)) == LEAST_SPREAD
