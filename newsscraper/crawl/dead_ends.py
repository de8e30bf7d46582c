"""Tells roads that lead to nothing from those whose server has failed: it may be well again."""

from collections.abc import Collection
from typing import Final

from newsscraper.failures import Fate, Reason, Verdict

STRANGE: Final = frozenset({Reason.ANOTHER_LIST, Reason.NOT_UNDERSTOOD})
"""Reasons for which a page is owed though other roads are taken: it has changed, or is another."""

_NO_PAGE: Final = frozenset({200, 404, 410})
"""Statuses of an answer that is no failure of the server, and brings no list."""
_NO_LIST: Final = frozenset({Reason.REDIRECTED_AWAY, Reason.NO_ARTICLES}) | STRANGE
"""Reasons that mean the same."""


def are_final(verdicts: Collection[Verdict]) -> bool:
    """Tell whether *verdicts* say that there is no list, or that it is refused."""
    if any(verdict.fate == Fate.REFUSED for verdict in verdicts):
        return True
    return not any(map(_may_pass, verdicts))


def _may_pass(verdict: Verdict) -> bool:
    is_answer = verdict.status in _NO_PAGE or verdict.reason in _NO_LIST
    return verdict.fate == Fate.FAILED and not is_answer
