"""What crawls of the replicas in `fixtures` have to give, by the golden files there."""

import functools
import json
from collections import Counter

from scrapy.http import HtmlResponse

from lab.project import FIXTURES
from lab.publishers import LOADER
from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.console.saved_page import golden, page_path, saved_pages
from newsscraper.page.opening import NoArticle

WINDOW = "-a since=2026-01-19 -a until=2026-01-20".split()
SECOND_DAY = "-a since=2026-01-20 -a until=2026-01-20".split()


def goldens(name, day="2026-01"):
    """Key -> article of publisher *name*, of the days that begin so, as a whole crawl gives it."""
    return {
        each["key"]: each
        for each in (*_goldens(name), *_read_page_by_page(name))
        if each["date_published"].startswith(day)
    }


@functools.cache
def _goldens(name):
    articles = (json.loads(path.read_bytes()) for path in FIXTURES.rglob("*.json"))
    return [each for each in articles if each["publisher"] == name]


@functools.cache
def _read_page_by_page(name):
    """The articles of which each page has a piece: no page alone gives a golden file."""
    publisher = LOADER.load(name)
    if not (publisher.paging and publisher.paging.adds):
        return []
    urls = (url for _, url in saved_pages(FIXTURES))
    firsts = (url for url in urls if (it := publisher.article_urls.match(url)) and it.url == url)
    return [golden(article) for url in firsts if (article := _whole(url, publisher))]


def _whole(url, publisher, draft=None):
    """The article that begins at *url*, if it is on several pages."""
    response = HtmlResponse(url, body=page_path(url, FIXTURES).read_bytes())
    try:
        article = read_article(response, publisher, draft)
        return article if draft else None
    except PartOfArticle as part:
        return _whole(part.next_page, publisher, part.draft)
    except NoArticle:
        return None


def lists(name, requests):
    """Which of *requests* are for lists."""
    urls = LOADER.load(name).article_urls
    return [url for url in requests if urls.key(url) is None]


def held(run):
    """Key of each article in the feed of a run -> how many times it is there."""
    return Counter(row["key"] for row in run.rows)
