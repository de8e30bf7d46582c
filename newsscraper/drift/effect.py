"""Effect: whether a change is worth a word, however sure it is.

**The measure** is Cohen's h, the difference of the arcsines of the roots of two shares (Cohen,
Statistical Power Analysis, chapter 6). In it chance varies all shares alike.

**Why.** What a part of the articles has become, if their pages are harmed, is seldom or never there
as a rule: these articles and those that are as ever are a mixture, and it is the rare answers that
show it. A difference of shares asks as much of 0 % as of 50 %, where days differ most: of 164
articles 21 had shrunk to a paragraph, all but surely, and that was not told.
"""

from math import asin, sqrt
from typing import Final

_LEAST: Final = 0.25
"""In place of 0 % it is 2 % of the articles, of 1 % it is 5, of 5 % it is 12, of half it is 62."""


def is_large(share: float, usual: float) -> bool:
    """Tell whether a *share* of wrong answers is a change worth a word, beside the *usual* one."""
    return effect(share, usual) >= _LEAST


def is_left(share: float, usual: float) -> bool:
    """Tell whether a change that was found is still there: half of what is worth a word is."""
    return effect(share, usual) >= _LEAST / 2


def effect(share: float, usual: float) -> float:
    """Return how far a *share* is above the *usual* one."""
    return 2 * (asin(sqrt(share)) - asin(sqrt(usual)))
