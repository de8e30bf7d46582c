"""What the facts of a publisher rest on."""

import pytest

from newsscraper.publisher.evidence_level import LEVELS, Evidence


def test_it_is_a_level_and_a_month():
    assert str(Evidence("B+", "2026-10")) == "B+, 2026-10"
    assert set(LEVELS) == set("ABC")


@pytest.mark.parametrize("level", ["", "D", "a", "B++", "AB"])
def test_another_level_is_refused(level):
    with pytest.raises(ValueError, match="is no level of evidence: A, B or C"):
        Evidence(level, "2026-10")


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "10-2026", "2026-10-01"])
def test_another_month_is_refused(month):
    with pytest.raises(ValueError, match="is no month; write it like 2026-10"):
        Evidence("A", month)
