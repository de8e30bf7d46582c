"""Likelihood: whether a share is too unlikely beside all that the past has shown.

**The test.** Under the hypothesis that nothing has changed, each run draws its share of articles of
some kind from a Beta distribution around the usual share, and each of its articles is of that kind
with this probability. So the number among *n* articles is beta-binomial, and the test is its upper
tail. The spread of the Beta distribution is measured in the past itself, from run to run, by the
method of moments; that the past is finite widens it, too.

**Why.** A binomial test, and a likelihood ratio, take articles for independent. They are not: a
holiday, a desk, a template come in bursts, and somebody would cry wolf with every run. The tail is
exact also for few articles and for shares next to 0 or 1, where a normal approximation is not.
"""

from collections.abc import Iterable
from math import exp, lgamma, log
from typing import Final, NamedTuple

LEAST_SPREAD: Final = 0.003
"""Correlation of the articles of a run that is expected even where the past shows none."""


class Tried(NamedTuple):
    """A run of the past: its articles, how many of them were expected to be of a kind and were."""

    articles: int
    expected: float
    found: int


def spread(past: Iterable[Tried], least: float = LEAST_SPREAD) -> float:
    """Return how much the articles of one run are alike, by the runs of the *past*: 0 to 0.5.

    So much, at the *least*, is expected of all.
    """
    excess = weight = 0.0
    for run in past:
        variance = run.expected * (1 - run.expected / run.articles) if run.articles else 0.0
        if variance > 0:
            excess += (run.found - run.expected) ** 2 / variance - 1
            weight += run.articles - 1
    found = excess / weight if weight else 0.0
    return min(max(found, least), 0.5)


def tail(found: int, articles: int, share: float, correlation: float) -> float:
    """Return how likely *found* or more of *articles* are of a kind whose usual *share* is given.

    *correlation*: see `spread`.
    """
    if found <= 0:
        return 1.0
    size = 1 / correlation - 1
    a, b = size * share, size * (1 - share)
    term = exp(_log_beta_binomial(found, articles, a, b))
    total = term
    for k in range(found, articles):
        term *= (articles - k) / (k + 1) * (k + a) / (articles - k - 1 + b)
        total += term
        if term < total * 1e-6:
            break
    return min(total, 1.0)


def _log_beta_binomial(k: int, n: int, a: float, b: float) -> float:
    choose = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return choose + _log_beta(k + a, n - k + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def strength(probability: float) -> float:
    """Return how strong a deviation is: the zeros of its *probability*."""
    return -log(max(probability, 1e-300)) / log(10)
