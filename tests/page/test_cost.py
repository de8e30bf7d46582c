"""Pages that would cost more to parse than they can be worth are refused unparsed."""

import pytest
from worlds.pages import article_page

from newsscraper.page.cost import MOST_ATTRIBUTES, MOST_IN_ALL, MOST_TAGS, complaint


def attributes(count, value=""):
    return " ".join(f"a{number}{value}" for number in range(count))


def test_an_article_page_is_no_complaint():
    assert complaint(article_page()) is None
    assert complaint("") is None


def test_tags_are_counted_and_other_signs_are_not():
    assert complaint("<b>" * MOST_TAGS) is None
    assert complaint("<b>" * (MOST_TAGS + 1)) == "too_many_tags"
    assert complaint("1 < 2 " * (MOST_TAGS + 1)) is None
    assert complaint("<p>" * 5, most_tags=4) == "too_many_tags"


@pytest.mark.parametrize("value", ["", "=x", "='a > b'", '="<b>"', " = x"])
def test_the_attributes_of_a_tag_are_counted_whatever_their_values(value):
    assert complaint(f"<p>{'a' * 9}<b {attributes(MOST_ATTRIBUTES, value)}>c</b>") is None
    page = f"<p>{'a' * 9}<b {attributes(MOST_ATTRIBUTES + 1, value)}>c</b>"
    assert complaint(page) == "too_many_attributes"


@pytest.mark.parametrize(
    "page", ["<b {}", "<p><b {}", "<!-- --><b {}>", "<script>1</script><b {}>", "<a b='<i'><b {}>"]
)
def test_they_are_found_wherever_the_tag_stands(page):
    assert complaint(page.format(attributes(MOST_ATTRIBUTES + 1))) == "too_many_attributes"


@pytest.mark.parametrize("page", ["<!-- <b {}> -->", "<script>'<b {}>'</script>", "<p>b {}</p>"])
def test_what_is_no_tag_has_no_attributes(page):
    assert complaint(page.format(attributes(MOST_ATTRIBUTES + 1))) is None


def test_the_attributes_of_a_long_page_are_counted_together():
    tag = f"<b {attributes(100)}>" + "isi " * 20
    assert complaint(tag * (MOST_IN_ALL // 100 - 1)) is None
    assert complaint(tag * (MOST_IN_ALL // 100 + 1)) == "too_many_attributes"
