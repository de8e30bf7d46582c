"""Saved pages without their canonical link, og:url or JSON-LD: they give the same article."""

import json
import re

import pytest
from lab.project import FIXTURES
from lab.publishers import PUBLISHERS
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.console.saved_page import golden_path, saved_pages

WAYS = {
    "canonical link": rb"<link[^>]*rel=[\"']?canonical[^>]*>",
    "og:url": rb"<meta[^>]*og:url[^>]*>",
    "JSON-LD": rb"(?s)<script[^>]*ld\+json[^>]*>.*?</script>",
}
"""What a page may lack one day, and what takes it away."""
FIELDS = ("key", "kind", "section")
SAY_IT_ONLY_THERE = {("JSON-LD", "sindonews:1668066")}
"""A sponsor's story of SINDOnews: nothing that a reader sees tells that it is one."""


def read(url, content, publisher):
    try:
        article = read_article(HtmlResponse(url, body=content), publisher)
    except PartOfArticle as part:
        article = part.article
    return tuple(getattr(article, name) for name in FIELDS)


def pages(publisher):
    for page, url in saved_pages(FIXTURES):
        if golden_path(page).exists() and publisher.article_urls.key(url):
            golden = json.loads(golden_path(page).read_text(encoding="utf-8"))
            yield url, page.read_bytes(), tuple(golden[name] for name in FIELDS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.name)
def test_a_page_that_lacks_one_source_has_the_same_key_kind_and_section(publisher, way):
    changed = []
    for url, content, expected in pages(publisher):
        less = re.sub(WAYS[way], b"", content)
        if less == content:
            continue
        found = read(url, less, publisher)
        if found != expected and (way, expected[0]) not in SAY_IT_ONLY_THERE:
            changed.append((url, expected, found))
    assert changed == []
