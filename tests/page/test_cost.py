"""Pages that would cost more to parse than they can be worth are refused unparsed."""

import pytest
from lab import tag_soups
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


@pytest.mark.parametrize("page", ["<\u017fcript><b {}>", "<noframe\u017f><b {}>", "<p\x0b><b {}>"])
def test_only_letters_of_ascii_name_what_has_no_tags_in_it(page):
    assert complaint(page.format(attributes(MOST_ATTRIBUTES + 1))) == "too_many_attributes"


@pytest.mark.parametrize("blank", ["\u00a0", "\u2028", "\x0b"])
def test_what_is_no_blank_in_html_separates_no_attributes(blank):
    assert complaint(f"<b a{f'{blank}a' * (MOST_ATTRIBUTES + 1)}>c</b>") is None


@pytest.mark.parametrize("usual", ['a="b"', 'a="<i>"', '\n\ta-b="\'"'])
@pytest.mark.parametrize("last", ["c", "c='>'", "/", 'C="d"', "c=\"d'e", '"', ""])
@pytest.mark.parametrize("name", ["b", "span", "styles"])
def test_attributes_of_the_usual_form_count_as_often_as_others_beside_them(name, usual, last):
    more = last not in ("", "/")
    tag = f"<{name} {f'{usual} ' * MOST_ATTRIBUTES}{{}}>c"
    assert complaint(tag.format(last)) == ("too_many_attributes" if more else None)
    assert complaint(tag.replace(usual, "", 1).format(last)) is None


@pytest.mark.parametrize("page", ["<?--", "<?-- a", "<!-", "<!", "<?", "<", "</", "<b", "<!--"])
def test_what_is_never_closed_is_no_complaint(page):
    assert complaint(page) is None
    assert complaint(f"{page}<p>isi") is None


@pytest.mark.parametrize("page", ["<!-- <b {}> -->", "<script>'<b {}>'</script>", "<p>b {}</p>"])
def test_what_is_no_tag_has_no_attributes(page):
    assert complaint(page.format(attributes(MOST_ATTRIBUTES + 1))) is None


def test_the_attributes_of_a_long_page_are_counted_together():
    tag = f"<b {attributes(100)}>" + "isi " * 20
    assert complaint(tag * (MOST_IN_ALL // 100 - 1)) is None
    assert complaint(tag * (MOST_IN_ALL // 100 + 1)) == "too_many_attributes"


@pytest.mark.parametrize(
    "soups", [3_000, pytest.param(60_000, marks=pytest.mark.slow)], ids="{:,} soups".format
)
def test_tag_soups_are_cut_as_a_count_of_each_character_cuts_them(soups):
    found, refused = tag_soups.disagreements(soups, seed=1)
    assert found == []
    assert refused > soups // 20
