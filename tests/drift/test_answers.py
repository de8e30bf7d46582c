"""What is counted of an article, and of a page of a list."""

from datetime import UTC, datetime, timedelta

import pytest

from newsscraper.drift.answers import (
    AGE,
    CARDS,
    DATES,
    LINKS,
    NAME,
    PRECISION,
    WORDS,
    Answer,
    is_recent,
    names_of,
    of_age,
    of_article,
    of_index,
    step,
)
from newsscraper.items import Article
from newsscraper.roads.listing import Listing

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = {"url": "u", "headline": None, "date_published": "2026-03-01T00:00:00+07:00"}


def answers(**known):
    return dict(of_article(Article(**known)))


def test_of_each_field_the_place_counts_that_gave_it_or_that_none_did():
    found = answers(authors=["Sari"], sources={"authors": "css .author"})
    assert (found["authors"], found["editors"], found["headline"]) == ("css .author", "", "")


def test_a_value_that_is_false_is_there():
    assert answers(free_access=False, sources={"free_access": "ld x"})["free_access"] == "ld x"


def test_whether_places_disagree_is_asked_only_of_fields_that_are_there():
    claim = [{"value": "Lain", "source": "ld headline"}]
    found = answers(headline="Kabar", date_published="2026", conflicts={"headline": claim})
    assert (found["headline/conflict"], found["date_published/conflict"]) == ("yes", "no")
    assert "authors/conflict" not in found


def test_sizes_are_asked_only_of_what_is_there():
    found = answers(body="kata", word_count=120, keywords=["a"] * 4)
    assert (found[WORDS], found["keywords/number"]) == ("150", "5")
    assert "related/number" not in found
    assert WORDS not in answers()


def test_of_a_picture_its_caption_and_credit_count():
    found = answers(image={"url": "i", "caption": "Ikan", "credit": None})
    assert (found["image/caption"], found["image/credit"]) == ("yes", "")


def test_each_author_counts_once():
    assert names_of(Article(authors=["Sari", "Sari"])) == [(NAME, "Sari")]


def test_the_precision_of_a_date_counts():
    assert answers(date_precision="day")[PRECISION] == "day"


@pytest.mark.parametrize(("size", "name"), [(0, "1"), (1, "1"), (2, "5"), (5, "5"), (6, "inf")])
def test_a_size_is_counted_up_to_a_step(size, name):
    assert step(size, (1, 5)) == name


@pytest.mark.parametrize(
    ("age", "name"),
    [
        (timedelta(hours=-7), "future"),
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=-5), "since"),
        (timedelta(hours=3), "since"),
        (timedelta(hours=6), "late"),
        (timedelta(days=29), "late"),
        (timedelta(days=31), "old"),
    ],
)
def test_a_date_has_an_age_when_its_page_is_fetched(age, name):
    assert of_age(NOW - age, NOW, NOW - timedelta(hours=2)) == (AGE, name)


def test_without_a_last_run_nothing_is_late():
    assert of_age(NOW - timedelta(days=9), NOW, None) == (AGE, "since")


def test_an_article_of_more_than_30_days_ago_is_of_another_era():
    assert is_recent(NOW - timedelta(days=30), NOW)
    assert not is_recent(NOW - timedelta(days=31), NOW)


def test_of_a_list_its_items_count_and_what_of_them_is_understood():
    links = {f"a:{number}": LINK for number in range(3)}
    links |= {f"b:{number}": {**LINK, "date_published": None} for number in range(3)}
    assert list(of_index(Listing((links,), cards=20))) == [
        Answer(CARDS, "24"),
        Answer(LINKS, "50"),
        Answer(DATES, "50"),
    ]


def test_of_a_list_without_items_nothing_else_is_asked():
    assert list(of_index(Listing())) == [Answer(CARDS, "0")]


def test_a_few_items_say_nothing_of_the_share_that_is_understood():
    few = {f"a:{number}": {**LINK, "date_published": None} for number in range(4)}
    assert [each.question for each in of_index(Listing((few,)))] == [CARDS]
    assert [each.question for each in of_index(Listing((few,), cards=20))] == [CARDS, LINKS]
