"""No lie of a site makes a run say that all is well, and none costs an article.

Each is told to the real command line: honest runs, runs under the fault, and runs after it.
"""

import pytest
from lab.lie import tell
from lab.lies import LIES

NAMES = [lie.name for lie in LIES]


def chosen(lie):
    return pytest.param(lie, id=lie.name, marks=() if lie.is_quick else pytest.mark.slow)


@pytest.mark.parametrize("lie", [chosen(lie) for lie in LIES])
def test_a_lie_is_seen_through(lie):
    found = tell(lie)
    assert [*found.lies, *found.others] == [], "\n".join(["", *found.lines])


def test_there_are_enough_lies_each_with_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES) >= 80
    assert 4 <= sum(lie.is_quick for lie in LIES) <= 6
