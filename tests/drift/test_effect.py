"""Which changes are worth a word, however sure they are."""

import random

import pytest

from newsscraper.drift.effect import effect, is_large, is_left


@pytest.mark.parametrize(
    ("share", "usual", "large"),
    [
        (0.15, 0.04, True),
        (0.1, 0.04, False),
        (0.99, 0.92, True),
        (0.97, 0.92, False),
        (0.03, 0.001, True),
        (0.09, 0.01, True),
        (0.09, 0.05, False),
    ],
)
def test_of_what_is_seldom_there_as_a_rule_a_few_are_worth_a_word(share, usual, large):
    assert is_large(share, usual) == large


@pytest.mark.parametrize(("share", "left"), [(0.04, False), (0.06, False), (0.15, True)])
def test_a_change_is_over_when_less_than_half_of_it_is_left(share, left):
    assert is_left(share, 0.04) == left


@pytest.mark.parametrize("usual", [0.03, 0.2, 0.5, 0.8])
def test_chance_varies_all_shares_alike(usual):
    draw = random.Random(5)
    shares = [sum(draw.random() < usual for _ in range(400)) / 400 for _ in range(2000)]
    spread = sum(effect(share, usual) ** 2 for share in shares) / len(shares)
    assert spread == pytest.approx(1 / 400, rel=0.12)
