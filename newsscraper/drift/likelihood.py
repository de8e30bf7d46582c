"""Likelihood: whether a share is too unlikely beside all that the past has shown.

**The test.** Under the hypothesis that nothing has changed, each run draws its share of articles of
some kind from a Beta distribution around the usual share, and each of its articles is of that kind
with this probability. So the number among *n* articles is beta-binomial, and the test is its upper
tail. The spread of the Beta distribution is measured in the past itself, from run to run, by the
method of moments; that the past is finite widens it, too.

**Sections.** Each has its own usual share, so the number found varies less than it would if all
articles had the mean of these shares (`Tried.variance`). The spread is what is left of the variance
beside that, and the test is the tail of the beta-binomial distribution of the same variance, at
least of the binomial one: that has the heavier tail of both (Hoeffding 1956).

**Why.** A binomial test, and a likelihood ratio, take articles for independent. They are not: a
holiday, a desk, a template come in bursts, and somebody would cry wolf with every run. The tail is
exact also for few articles and for shares next to 0 or 1, where a normal approximation is not.
"""

from collections.abc import Iterable
from math import exp, lgamma, log
from typing import Final, NamedTuple

LEAST_SPREAD: Final = 0.003
"""Correlation of the articles of a run that is expected even where the past shows none."""
_INDEPENDENT: Final = 1e-6
"""Correlation of articles that are as good as independent."""


class Tried(NamedTuple):
    """A run: its articles, how many of them were expected to be of a kind, and how many were."""

    articles: int
    expected: float
    found: int
    variance: float
    """Of how many are found, if articles are independent and each section has its own share."""

    @property
    def share(self) -> float:
        """Share that was expected."""
        return self.expected / self.articles


def spread(past: Iterable[Tried], least: float = LEAST_SPREAD) -> float:
    """Return how much the articles of one run are alike, by the runs of the *past*: 0 to 0.5.

    So much, at the *least*, is expected of all.
    """
    excess = weight = 0.0
    for run in past:
        if run.variance > 0:
            excess += (run.found - run.expected) ** 2 / run.variance - 1
            weight += run.articles - 1
    found = excess / weight if weight else 0.0
    return min(max(found, least), 0.5)


def chance(run: Tried, alike: float) -> float:
    """Return how likely it is that a run finds so many or more; *alike*: see `spread`."""
    others = max(run.articles - 1, 1)
    variance = run.variance * (1 + others * alike)
    binomial = run.expected * (1 - run.share)
    correlation = min(max((variance / binomial - 1) / others, _INDEPENDENT), 0.5)
    return tail(run.found, run.articles, run.share, correlation)


def tail(found: int, articles: int, share: float, correlation: float) -> float:
    """Return how likely *found* or more of *articles* are of a kind whose usual *share* is given.

    *correlation*: how much these articles are alike, 0 to 0.5.
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
