"""Each bad page gives its fields or its reason, in bounded time, and never another error."""

import re
from collections import Counter

import pytest
from lab import limited
from lab.bad_pages import CASES, differences, outcome, prepared

UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""What no text of an article may hold: controls, overrides, halves of pairs."""
MOST = 20
"""Loops within which a hostile page has to be read: a second."""
CUT_OFF = 6
"""Seconds of a processor after which the reading of a page is ended."""


@pytest.mark.parametrize("group", sorted({case.group for case in CASES if not case.is_hostile}))
def test_a_bad_page_gives_its_fields_or_its_reason(group):
    found = [(case, outcome(case)) for case in CASES if case.group == group]
    wrong = {str(case): differences(article, case.expected) for case, article in found}
    assert {name: each for name, each in wrong.items() if each} == {}
    assert [str(case) for case, article in found if unfit(article)] == []


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in CASES if case.is_hostile], ids=str)
def test_a_hostile_page_is_done_within_a_second(case):
    found, loops = limited.call(prepared, CASES.index(case), seconds=CUT_OFF)
    assert differences(found, case.expected) == []
    assert unfit(found) == []
    assert loops <= MOST, f"{loops:.1f} loops"


def test_the_cases_are_many_and_each_has_its_own_name():
    names = Counter(map(str, CASES))
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) >= 260


def unfit(found):
    """Return the texts of an article, in whatever field, that a feed cannot hold as they are."""
    if isinstance(found, str):
        return [ascii(found)[:200]] if UNFIT.search(found) else []
    values = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [text for value in values for text in unfit(value)]
