"""Opens a response as a page, or says why it is none."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Protocol

from scrapy.http import Headers, JsonResponse, Response, TextResponse, XmlResponse

from newsscraper.failures import Reason
from newsscraper.normalize.article_urls import ArticleAddress, ArticleUrls
from newsscraper.page.challenge import refusal_of
from newsscraper.page.cost import complaint
from newsscraper.page.decoding import decoded
from newsscraper.page.error_page import is_error_page
from newsscraper.page.fetched_page import Page, Readable, Unreadable
from newsscraper.page.json_document import JsonAnswer, json_of
from newsscraper.page.links import absolute
from newsscraper.page.places import css

_MARKUP = re.compile(
    r"<\s*(?:!doctype\s+html|html|head|body|div|p|article|section|h1)\b", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*[\[{]")
# XML that is no XHTML: a feed or a sitemap may carry HTML in it.
_XML = re.compile(
    r"\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*+<(?!html\b|!doctype\s+html)", re.IGNORECASE | re.DOTALL
)


class PageFacts(Protocol):
    """What must be known of a publisher to open its pages."""

    @property
    def article_urls(self) -> ArticleUrls:
        """What its article URLs look like."""

    @property
    def main(self) -> css | None:
        """What holds the article of a page."""

    @property
    def json_answer(self) -> JsonAnswer | None:
        """What an answer says that is an article as JSON, where such answers are asked for."""

    @property
    def sources(self) -> Mapping[str, Sequence[Readable]]:
        """Where the fields of an article stand."""


class NoArticle(ValueError):
    """A page that shows no article; ``reason`` is one word for counting, the text is for people."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason = reason


def open_page(response: Response, facts: PageFacts) -> Page:
    """Return *response* as a page.

    Raises NoArticle when it is empty, no HTML, a page in place of the page, or too much to parse.
    """
    data = json_of(response) if facts.json_answer else None
    if facts.json_answer and data is not None:
        return _json_page(response, data, facts.json_answer, facts.article_urls)
    html = _html(response)
    try:
        main = facts.main.find if facts.main else None
        page = Page(response, html, facts.article_urls, main)
    except Unreadable as error:
        raise NoArticle(error.reason, f"the page is {error.reason.words} to be read") from None
    page.address = _canonical_address(page, facts) or page.address
    if is_error_page(page, facts.sources):
        raise NoArticle(Reason.ERROR_PAGE, "it is an error page, though its status is none")
    return page


def _json_page(response: Response, data: Any, answer: JsonAnswer, urls: ArticleUrls) -> Page:
    """Return the page of the article that *data* holds: it has no elements but those in texts.

    What the headers of the answer say to robots is said of the answer, and not of the article.
    """
    one = data[0] if isinstance(data, list) and len(data) == 1 else data
    if not isinstance(one, dict):
        raise NoArticle(Reason.EMPTY_PAGE, "the answer is not one article")
    if answer.is_closed(one):
        raise NoArticle(Reason.PROTECTED, "only a password opens the article")
    headers = Headers(response.headers)
    headers.pop("X-Robots-Tag", None)
    own = response.replace(url=answer.address_in(one) or response.url, headers=headers)
    robots = escape(", ".join(answer.robots_in(one)))
    head = f'<meta name="robots" content="{robots}">' if robots else ""
    page = Page(own, f"<html><head>{head}</head></html>", urls)
    page.data = one
    return page


def _canonical_address(page: Page, facts: PageFacts) -> ArticleAddress | None:
    """Return what the page's canonical link says, if it leads to the page's own article.

    An old address names no section, or a wrong one: the number alone decides what is served.
    """
    for link in page.canonical:
        address = facts.article_urls.match(absolute(page.url, link) or "")
        if address and page.address and address.key == page.address.key:
            return address
    return None


def _html(response: Response) -> bytes:
    """Return a page in UTF-8, if anything is to be read in it; see `open_page`."""
    if not response.body or response.body.isspace():
        raise NoArticle(Reason.EMPTY_PAGE, "the page is empty")
    if not isinstance(response, TextResponse) or isinstance(response, (JsonResponse, XmlResponse)):
        raise NoArticle(Reason.NOT_HTML, "the page is not HTML")
    text, html = decoded(response)
    if reason := complaint(text):
        raise NoArticle(reason, f"the page has {reason.words}")
    if not _is_html(text):
        raise NoArticle(Reason.NOT_HTML, "the page is not HTML")
    if what := refusal_of(response):
        raise NoArticle(what, f"it is a {what.words}, not the page that was asked for")
    return html


def _is_html(text: str) -> bool:
    return not _is_json(text) and not _XML.match(text) and _MARKUP.search(text) is not None


def _is_json(text: str) -> bool:
    if not _BRACKET.match(text):
        return False
    bare = text.strip()
    return bare[0] + bare[-1] in ("{}", "[]")
