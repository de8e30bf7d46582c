"""Whether one text repeats another, or only fills the same template.

The pairs in ``tests/data/duplicates`` judge the numbers.
"""

from collections.abc import Set
from typing import Final

from newsscraper.duplicates.compared_text import DATE, Frame, Text

FEWEST_WORDS: Final = 50
"""Shorter texts are compared as a whole and no more: too much of them is template."""

_AGREEMENT: Final = 0.75
"""Share of the frames with particulars, of those that both texts have, with the same in them."""

_CORRECTED: Final = 6
"""Shingles that two corrected facts change; a template's subject stands in more places."""

_TOLD_ANEW: Final = 0.6
"""Resemblance from which on another lead does not make another story."""

_LEAD_KEPT: Final = 0.2
"""Share of a lead that the other text has if it tells the same."""

_MORE_OR_LESS: Final = 0.5
"""Share of the shorter text that the longer one has if both are one text."""

_OTHER_WORDS: Final = 0.5
"""Share of the difference that is more than other particulars in the same frames."""


def resemblance(one: Text, other: Text) -> float:
    """Return the share of the shingles of two texts that both have: their Jaccard index."""
    return _jaccard(one.shingles, other.shingles)


def is_read_otherwise(one: Text, other: Text) -> bool:
    """Tell whether two texts may be one, of which an extraction has cut more, or found more."""
    common = len(one.shingles & other.shingles)
    return one.body == other.body or common > _MORE_OR_LESS * min(
        len(one.shingles), len(other.shingles)
    )


def is_same_story(one: Text, other: Text) -> bool:
    """Tell of two texts that resemble each other whether they tell the same.

    They do not where the same words stand around other figures, names and dates, where the first
    date or the signs of the zodiac are others, nor where each begins with news of its own and only
    the background is the same.
    """
    if _has_other_news(one, other) or _are_others(one.signs, other.signs):
        return False
    shared = _frames(one.filled) & _frames(other.filled)
    agreeing = _frames(one.filled & other.filled)
    agrees = len(agreeing) >= _AGREEMENT * len(shared) and not _is_only_filled_in(one, other)
    if not agrees and not _is_only_corrected(one, other):
        return False
    has_other_date = any(DATE in frame for frame in shared - agreeing)
    return not (has_other_date and one.day and other.day and one.day != other.day)


def _frames(filled: Set[tuple[Frame, Frame]]) -> set[Frame]:
    return {frame for frame, _ in filled}


def _has_other_news(one: Text, other: Text) -> bool:
    """Tell whether neither text has the other's lead, and much else is not the same, either."""
    if resemblance(one, other) >= _TOLD_ANEW:
        return False
    kept = len(one.lead & other.shingles), len(other.lead & one.shingles)
    return max(kept) < _LEAD_KEPT * min(len(one.lead), len(other.lead))


def _are_others(some: Set[object], others: Set[object]) -> bool:
    """Tell whether both are there, and have nothing in common."""
    return bool(some and others) and some.isdisjoint(others)


def _is_only_filled_in(one: Text, other: Text) -> bool:
    """Tell whether two texts differ in little more than the particulars."""
    of_frames = 1 - _jaccard(one.frames, other.frames)
    return of_frames < _OTHER_WORDS * (1 - resemblance(one, other))


def _is_only_corrected(one: Text, other: Text) -> bool:
    """Tell whether two texts differ in one or two words."""
    differing = len(one.shingles - other.shingles), len(other.shingles - one.shingles)
    return max(differing) <= _CORRECTED


def _jaccard(one: Set[object], other: Set[object]) -> float:
    both = len(one & other)
    either = len(one) + len(other) - both
    return both / either if either else 0.0
