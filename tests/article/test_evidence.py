"""What each place of a page says of each field."""

from worlds.pages import article_page, respond

from newsscraper.article.evidence import Reading, evidence
from newsscraper.article.extraction import read_article
from newsscraper.page.opening import open_page
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


def found(html):
    return evidence(open_page(respond(html), MediaIndonesiaSpider), MediaIndonesiaSpider)


def test_every_place_of_every_field_is_read_in_its_order():
    readings = found(article_page())
    assert {name: [each.source for each in of] for name, of in readings.items()} == {
        name: [str(place) for place in places]
        for name, places in MediaIndonesiaSpider.sources.items()
    }


def test_the_first_place_with_a_value_is_that_of_the_article():
    page = article_page()
    article = read_article(respond(page), MediaIndonesiaSpider)
    for name, readings in found(page).items():
        winner = next((each.source for each in readings if each.value), None)
        if name not in ("date_modified", "authors", "byline"):  # what follows may change these
            assert winner == article.sources.get(name), name


def test_a_place_with_nothing_usable_is_told_from_one_that_is_not_there():
    page = article_page().replace("<h1>", "<h1> <!-- --></h1><h1 hidden>", 1)
    empty = '<html><head><meta property="og:title" content=" "></head><body></body></html>'
    headline = {each.source: each for each in found(empty)["headline"]}
    assert headline["meta og:title"] == Reading("meta og:title", None, True)
    assert headline["css h1"] == Reading("css h1", None, False)
    assert page
