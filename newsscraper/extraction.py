"""From one fetched page to one article, or to the reason why there is none."""

import re
from typing import TYPE_CHECKING

from scrapy.http import Response, TextResponse

from newsscraper.items import Article
from newsscraper.loaders import ArticleLoader
from newsscraper.places import Page

if TYPE_CHECKING:
    from newsscraper.spiders.base import NewsSpider

_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|div|p|article|section|h1)\b", re.IGNORECASE
)
_REQUIRED = ("headline", "body", "date_published")


class NoArticle(ValueError):
    """A page that shows no article; ``reason`` is one word for counting, the text is for people."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


def open_page(response: Response, publisher: "type[NewsSpider]") -> Page:
    """Return *response* as a page. Raises NoArticle when it is empty or no HTML."""
    if not response.body.strip():
        raise NoArticle("empty_page", "the page is empty")
    if not isinstance(response, TextResponse) or not _MARKUP.search(response.body):
        raise NoArticle("not_html", "the page is not HTML")
    return Page(response, publisher.article_urls.match(response.url), publisher.main)


def read_article(response: Response, publisher: "type[NewsSpider]") -> Article:
    """Return the article of a page.

    Raises NoArticle when the URL is no article URL of the publisher (a redirect led away), the
    page is no HTML, or no template of the publisher is recognised in it. Fields may be missing:
    see `missing_fields`.
    """
    page = open_page(response, publisher)
    if page.address is None:
        text = f"{response.url} is no article URL of {publisher.name}"
        raise NoArticle("not_an_article_url", text)
    article = ArticleLoader(page, publisher).load_item()
    if not article.body:
        raise NoArticle("unrecognised_template", "no known template of an article page is in it")
    return article


def missing_fields(article: Article) -> list[str]:
    """Return which of headline, body and date *article* lacks; without them it is none."""
    return [name for name in _REQUIRED if not getattr(article, name)]
