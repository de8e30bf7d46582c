"""Every saved article page gives exactly the article of its golden file."""

import json

import pytest
from lab import extraction_table
from lab.project import FIXTURES
from scrapy.utils.project import get_project_settings

from newsscraper.article.extraction import missing_fields, read_article
from newsscraper.console.lookup import publisher_of
from newsscraper.console.saved_page import golden, golden_path, read_saved_page, saved_pages
from newsscraper.items import EXTRACTION
from newsscraper.page.opening import NoArticle

PAGES = list(saved_pages(FIXTURES))
ARTICLES = [(page, url) for page, url in PAGES if golden_path(page).exists()]
OTHERS = [(page, url) for page, url in PAGES if not golden_path(page).exists()]


def read(page, url):
    settings = get_project_settings()
    response = read_saved_page(str(page), url, settings.getint("DOWNLOAD_MAXSIZE"))
    return read_article(response, publisher_of(url, settings))


@pytest.mark.parametrize(("page", "url"), ARTICLES, ids=[url for _, url in ARTICLES])
def test_a_page_gives_its_golden_article(page, url):
    article = read(page, url)
    assert golden(article) == json.loads(golden_path(page).read_text(encoding="utf-8"))
    assert not missing_fields(article)


@pytest.mark.parametrize(("page", "url"), OTHERS, ids=[url for _, url in OTHERS])
def test_a_page_without_a_golden_file_is_no_article(page, url):
    with pytest.raises(NoArticle):
        read(page, url)


def test_no_golden_file_is_without_its_page():
    pages = {golden_path(page) for page, _ in PAGES}
    assert set(FIXTURES.rglob("*.json")) <= pages
    assert len(ARTICLES) >= 40


def test_no_page_gives_another_text_or_other_persons_while_the_extraction_stays():
    (_, version), *rows = (
        line.split("\t") for line in extraction_table.TABLE.read_text(encoding="utf-8").splitlines()
    )
    known, now = dict(rows), extraction_table.digests()
    other = [url for url, digest in now.items() if known.get(url, digest) != digest]
    assert not other or int(version) != EXTRACTION, (
        f"{other[0]} and {len(other) - 1} more give another headline, body or persons. Raise "
        "EXTRACTION in newsscraper/items.py, if it is as in the last release and the text of the "
        "page stayed. Then run python tests/lab/extraction_table.py"
    )
    assert int(version) == EXTRACTION, "run python tests/lab/extraction_table.py"
