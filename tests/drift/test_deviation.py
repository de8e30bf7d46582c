"""How a change is told."""

import pytest

from newsscraper.drift.deviation import Deviation
from newsscraper.drift.symptom import Symptom, Wrong

TEXTS = {
    ("authors", Wrong.LACKS, ""): "authors in 6 of 30 articles, usually 96 %",
    ("image/caption", Wrong.LACKS, ""): "image caption in 6 of 30 articles, usually 96 %",
    (
        "authors",
        Wrong.SOURCE,
        "css .a",
    ): 'authors by "css .a" in 6 of 30 articles, usually 96 %',
    ("authors/name", Wrong.EQUALS, "Admin"): 'authors is "Admin" in 24 of 30 articles, usually 4 %',
    (
        "headline/conflict",
        Wrong.EQUALS,
        "yes",
    ): "places disagree about headline in 24 of 30 articles, usually 4 %",
    (
        "date_published/age",
        Wrong.EQUALS,
        "late",
    ): "date_published lies hours before the last run in 24 of 30 articles, usually 4 %",
    (
        "date_published/precision",
        Wrong.EQUALS,
        "day",
    ): "date_published has no time of day in 24 of 30 articles, usually 4 %",
    (
        "body/words",
        Wrong.SMALL,
        "100",
    ): "body has at most 100 words in 24 of 30 articles, usually 4 %",
    (
        "body/parts",
        Wrong.LARGE,
        "20",
    ): "body has more than 20 paragraphs in 24 of 30 articles, usually 4 %",
    (
        "keywords/number",
        Wrong.LARGE,
        "8",
    ): "keywords has more than 8 items in 24 of 30 articles, usually 4 %",
    ("index/cards", Wrong.SMALL, "9"): "index has at most 9 items in 24 of 30 pages, usually 4 %",
    (
        "index/dates",
        Wrong.SMALL,
        "0",
    ): "index: none of the articles have a date in 24 of 30 pages, usually 4 %",
    (
        "index/links",
        Wrong.SMALL,
        "50",
    ): "index: at most 50 % of the items are read as articles in 24 of 30 pages, usually 4 %",
}


@pytest.mark.parametrize("symptom", TEXTS)
def test_a_change_is_told_with_field_source_and_figures(symptom):
    assert Deviation(Symptom(*symptom), 24, 30, 0.04, 20, 1).text == TEXTS[symptom]


@pytest.mark.parametrize(
    ("usual", "told"),
    [(0, "100 %"), (0.004, "over 99 %"), (0.996, "under 1 %"), (1, "0 %"), (0.049, "95 %")],
)
def test_a_share_is_never_all_or_nothing_unless_it_is(usual, told):
    text = Deviation(Symptom("authors", Wrong.LACKS), 24, 30, usual, 20, 1).text
    assert text.endswith(f"usually {told}")


def test_the_field_of_a_change_is_the_one_that_its_question_begins_with():
    by_place = Deviation(Symptom("image", Wrong.SOURCE, "css img"), 1, 2, 0, 20, 1)
    assert by_place.field == "image"
    lacking = Deviation(Symptom("image/caption", Wrong.LACKS), 1, 2, 0, 20, 1)
    assert lacking.field == "image"
