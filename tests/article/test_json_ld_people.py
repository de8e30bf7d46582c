"""Whom a page's JSON-LD names: persons are told from houses by their types, at every publisher."""

import json

import pytest
from lab.publishers import PUBLISHERS
from scrapy.http import HtmlResponse

from newsscraper.article.loader import ArticleLoader
from newsscraper.page.opening import open_page
from newsscraper.page.places import ld, ld_people

READERS = [
    (publisher, field, place.expression)
    for publisher in PUBLISHERS
    for field in ("authors", "editors")
    for place in publisher.sources.get(field, ())
    if type(place) in (ld, ld_people)
]
"""Who reads a field from JSON-LD, and where in it."""
RINA, BAGUS = {"@type": "Person", "name": "Rina Astuti"}, {"@type": "Person", "name": "Bagus Tono"}
BAND = {"@type": "Organization", "name": "Bayu Segara"}
"""Nothing in its name tells that it is none."""


@pytest.fixture(params=READERS, ids=lambda reader: f"{reader[0].name}-{reader[1]}")
def read(request):
    publisher, field, role = request.param

    def people(persons):
        block = {"@type": "NewsArticle", "headline": "Judul", role: persons}
        script = f'<script type="application/ld+json">{json.dumps(block)}</script>'
        html = f"<html><head>{script}</head><body><h1>Judul</h1></body></html>"
        response = HtmlResponse(publisher.example_url, body=html.encode())
        item = ArticleLoader(open_page(response, publisher), publisher).load_item()
        return getattr(item, field)

    return people


def test_most_publishers_have_their_people_in_json_ld(read):
    assert read(RINA) == ["Rina Astuti"]


@pytest.mark.parametrize(
    "author",
    [
        [RINA, BAGUS],
        [RINA, BAND, BAGUS],
        ["Rina Astuti", BAGUS],
        [{"name": "Rina Astuti"}, {"@type": ["Person", "Thing"], "name": "Bagus Tono"}],
        {"@type": "Person", "name": ["Rina Astuti", "Bagus Tono"]},
        [RINA, None, {}, {"@type": "Person"}, {"@type": "Person", "name": None}, BAGUS, RINA],
    ],
)
def test_all_persons_of_a_list_are_named_in_order(read, author):
    assert read(author) == ["Rina Astuti", "Bagus Tono"]


@pytest.mark.parametrize(
    "kind", ["Organization", "NewsMediaOrganization", "https://schema.org/Organization", "WebSite"]
)
def test_what_is_no_person_by_its_type_is_none_whatever_its_name(read, kind):
    assert read({**BAND, "@type": kind}) == []
    assert read([{**BAND, "@type": [kind]}]) == []


def test_a_person_with_an_address_as_type_and_an_escaped_name_is_one(read):
    author = {"@type": "http://schema.org/Person", "name": "Nur&#039;aini Tono"}
    assert read(author) == ["Nur'aini Tono"]
