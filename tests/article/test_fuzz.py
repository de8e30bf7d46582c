"""Pages damaged at random are read or refused; `python tests/lab/fuzz.py` does more of the same."""

import re
from dataclasses import replace

import pytest
from lab import fuzz


def test_a_page_of_a_number_is_always_the_same():
    for number in range(50):
        assert fuzz.mutant_of(7, number) == fuzz.mutant_of(7, number)


def test_the_undamaged_pages_hold_to_the_rules():
    for original in fuzz.originals():
        page = fuzz.Mutant(original.url, original.body, [original])
        assert fuzz.read(page).date_published in original.dates


@pytest.mark.parametrize("made_up", ["2026-01-21T05:00:00+07:00", "2019-01-20T05:00:00+07:00"])
def test_a_date_that_no_page_shows_is_noticed(made_up):
    for original in fuzz.originals():
        page = fuzz.Mutant(original.url, original.body, [original])
        article = replace(fuzz.read(page), date_published=made_up)
        assert not fuzz.is_shown(article, page)


def test_a_date_with_damaged_digits_is_the_page_s_own():
    original = next(each for each in fuzz.originals() if b"'published_date'" in each.body)
    body = re.sub(rb"('published_date': '\d{4}-\d\d-)\d\d", rb"\g<1>03", original.body)
    assert body != original.body
    page = fuzz.Mutant(original.url, body, [original])
    article = fuzz.read(page)
    assert article.date_published not in original.dates
    assert fuzz.is_shown(article, page)


@pytest.mark.slow
def test_whatever_is_damaged_nothing_breaks():
    summary = fuzz.run(pages=5_000, seed=1, processes=2)
    assert summary.pages == 5_000
    assert summary.ends["article"] > 1_000
    assert not summary.findings, "\n".join(fuzz.lines_of(summary, 1))
