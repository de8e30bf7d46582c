"""Pages damaged at random are read or refused; `python tests/fuzz.py` does more of the same."""

import fuzz
import pytest


def test_a_page_of_a_number_is_always_the_same():
    for number in range(50):
        assert fuzz.mutant_of(7, number) == fuzz.mutant_of(7, number)


def test_the_undamaged_pages_hold_to_the_rules():
    for original in fuzz.originals():
        page = fuzz.Mutant(original.url, original.body, [original])
        assert fuzz.read(page).date_published in original.dates


@pytest.mark.slow
def test_whatever_is_damaged_nothing_breaks():
    summary = fuzz.run(pages=5_000, seed=1, processes=2)
    assert summary.pages == 5_000
    assert summary.ends["article"] > 1_000
    assert not summary.findings, "\n".join(fuzz.lines_of(summary, 1))
