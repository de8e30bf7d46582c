"""How checks tell a fault, and that the facts of the publishers here have none."""

import pytest
from lab.publishers import NAMES, PUBLISHERS

from newsscraper.normalize.names import people
from newsscraper.publisher.address_checks import check_article_urls, check_example_url, check_roads
from newsscraper.publisher.faults import check_slugs, fault_of, is_list, is_slug
from newsscraper.publisher.place_checks import check_body_rules, check_sources

EACH_PUBLISHER = pytest.mark.parametrize("publisher", PUBLISHERS, ids=NAMES)


@EACH_PUBLISHER
def test_each_publisher_here_has_right_facts(publisher):
    facts = {"article_urls": publisher.article_urls, "sections": publisher.sections}
    assert list(check_roads(publisher.roads, facts)) == []
    assert list(check_article_urls(publisher.article_urls, facts)) == []
    assert list(check_example_url(publisher.example_url, facts)) == []
    assert list(check_body_rules(publisher.body_rules, facts)) == []
    assert list(check_sources(publisher.sources, facts)) == []


@EACH_PUBLISHER
def test_the_names_of_a_publisher_are_no_persons(publisher):
    assert not [house for house in publisher.houses if people(house, publisher.houses)]


@pytest.mark.parametrize("slug", ["a", "kolom-pakar", "liga_1", "20detik"])
def test_a_slug_is_small_letters_and_digits_with_signs_between(slug):
    assert is_slug(slug)
    assert list(check_slugs([slug], {})) == []


@pytest.mark.parametrize("slug", ["", "A", "a b", "-a", "a-", "a--b", "a/b", None, 1])
def test_anything_else_is_no_slug(slug):
    assert not is_slug(slug)


@pytest.mark.parametrize("slug", ["", "A", "a b", "-a", "a-", "a?b", None, 1])
def test_a_section_is_a_slug_or_several_in_a_path(slug):
    assert list(check_slugs(["a--b", "a/b", slug], {})) == [f"{slug!r} is no slug"]


def test_a_text_is_no_list():
    assert is_list([])
    assert is_list(())
    assert not is_list("abc")


def test_a_fault_is_the_first_line_of_an_error():
    def fail():
        raise ValueError("satu\ndua")

    assert fault_of(fail) == "ValueError: satu"
    assert fault_of(lambda: 1) is None
