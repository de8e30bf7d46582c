"""Articles of pages, for Python code."""

import doctest
import json
from dataclasses import asdict

import pytest
from lab.project import FIXTURES, PROJECT

import newsscraper
from newsscraper.api import page_article
from newsscraper.console.saved_page import golden, golden_path, saved_pages

GOOD = [(page, url) for page, url in saved_pages(FIXTURES) if golden_path(page).exists()]
PAGE, URL = GOOD[0]


def test_the_example_of_its_docstring(monkeypatch):
    monkeypatch.chdir(PROJECT)
    failed, tried = doctest.testmod(page_article)
    assert (failed, tried) == (0, 6)


def test_it_is_what_the_golden_files_say():
    for page, url in GOOD[::5]:
        expected = json.loads(golden_path(page).read_text())
        try:
            article = newsscraper.extract(page.read_bytes(), url)
        except newsscraper.PartOfArticle as part:
            article = part.article
        assert golden(article) == expected, page


def test_text_and_bytes_give_the_same():
    article = newsscraper.extract(PAGE.read_bytes(), URL)
    assert newsscraper.extract(PAGE.read_text(encoding="utf-8"), URL) == article
    assert article.fetched_at is None
    assert newsscraper.Article(**asdict(article)) == article


def test_text_is_not_decoded_again():
    page = PAGE.read_text(encoding="utf-8").replace("utf-8", "latin-1").replace("UTF-8", "latin-1")
    assert newsscraper.extract(page, URL).body == newsscraper.extract(PAGE.read_bytes(), URL).body


def test_a_page_without_an_article_says_why():
    with pytest.raises(newsscraper.NoArticle, match="no known template") as raised:
        newsscraper.extract("<html><body><p>Halo</p></body></html>", URL)
    assert raised.value.reason == "unrecognised_template"
    with pytest.raises(newsscraper.NoArticle, match="empty"):
        newsscraper.extract(b"", URL)


@pytest.mark.parametrize("url", ["https://berita.example/1", "ekonomi/1", "", "file:///etc/hosts"])
def test_the_url_of_another_house_is_named(url):
    with pytest.raises(newsscraper.UnknownPublisher, match="is no URL of a known publisher"):
        newsscraper.extract(PAGE.read_bytes(), url)
