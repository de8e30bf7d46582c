"""From one fetched page to one article, or to the reason why there is none."""

import re

from lxml import etree
from scrapy.http import JsonResponse, Response, TextResponse, XmlResponse

from newsscraper.downloader.challenge import refusal_of
from newsscraper.downloader.decoding import page_text
from newsscraper.downloader.page_guard import complaint
from newsscraper.items import Article
from newsscraper.links import absolute
from newsscraper.loaders import ArticleLoader
from newsscraper.normalize.urls import ArticleUrl, normalize_url
from newsscraper.page import Page, Unreadable
from newsscraper.publisher import Publisher

_MARKUP = re.compile(
    r"<\s*(?:!doctype\s+html|html|head|body|div|p|article|section|h1)\b", re.IGNORECASE
)
# XML that is no XHTML: a feed or a sitemap may carry HTML in it.
_XML = re.compile(
    r"\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*+<(?!html\b|!doctype\s+html)", re.IGNORECASE | re.DOTALL
)
_CANONICAL = etree.XPath("//link[@rel='canonical']/@href[normalize-space()]")
_REQUIRED = ("headline", "body", "date_published")


class NoArticle(ValueError):
    """A page that shows no article; ``reason`` is one word for counting, the text is for people."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class PartOfArticle(NoArticle):
    """A page that has only a part of its article: it must never pass for the whole."""

    def __init__(self, article: Article, whole: str | None) -> None:
        what = "one page of several" if whole else "not the whole article"
        super().__init__("not_whole", f"the page is {what}")
        self.article = article
        """What the page has of it."""
        self.whole = whole
        """Where the whole is to be had; None when this page was to be it."""


def open_page(response: Response, publisher: type[Publisher]) -> Page:
    """Return *response* as a page.

    Raises NoArticle when it is empty, no HTML, a page in place of the page, or too much to parse.
    """
    text = _html(response)
    try:
        page = Page(response, text, publisher)
    except Unreadable as error:
        what = str(error)
        raise NoArticle(what, f"the page is {what.replace('_', ' ')} to be read") from None
    page.address = _canonical_address(page, publisher) or page.address
    return page


def _canonical_address(page: Page, publisher: type[Publisher]) -> ArticleUrl | None:
    """Return what the page's canonical link says, if it leads to the page's own article.

    An old address names no section, or a wrong one: the number alone decides what is served.
    """
    for link in _CANONICAL(page.root):
        address = publisher.article_urls.match(absolute(page.url, link) or "")
        if address and page.address and address.key == page.address.key:
            return address
    return None


def _html(response: Response) -> str:
    """Return the text of a page, if anything is to be read in it; see `open_page`."""
    if not response.body.strip():
        raise NoArticle("empty_page", "the page is empty")
    if not isinstance(response, TextResponse) or isinstance(response, (JsonResponse, XmlResponse)):
        raise NoArticle("not_html", "the page is not HTML")
    text = page_text(response)
    if reason := complaint(text):
        raise NoArticle(reason, f"the page has {reason.replace('_', ' ')}")
    if not _is_html(text.strip()):
        raise NoArticle("not_html", "the page is not HTML")
    if what := refusal_of(response):
        raise NoArticle(what, f"it is a {what.replace('_', ' ')}, not the page that was asked for")
    return text


def _is_html(text: str) -> bool:
    is_json = text[:1] + text[-1:] in ("{}", "[]")
    return not is_json and not _XML.match(text) and _MARKUP.search(text) is not None


def read_article(response: Response, publisher: type[Publisher]) -> Article:
    """Return the article of a page.

    Raises NoArticle when the URL is no article URL of the publisher (a redirect led away), the
    page is no HTML, or no template of the publisher is recognised in it; PartOfArticle when the
    page is one of several. Fields may be missing: see `missing_fields`.
    """
    page = open_page(response, publisher)
    if page.address is None:
        text = f"{response.url} is no article URL of {publisher.name}"
        raise NoArticle("not_an_article_url", text)
    if _is_of_another_publisher(page, publisher):
        raise NoArticle("another_publisher", "the page says that it belongs to another publisher")
    article = ArticleLoader(page, publisher).load_item()
    if not article.body:
        raise NoArticle("unrecognised_template", "no known template of an article page is in it")
    _refuse_a_part(article, page, response, publisher)
    return article


def _refuse_a_part(
    article: Article, page: Page, response: Response, publisher: type[Publisher]
) -> None:
    """Raise PartOfArticle when *page* has only a part of its *article*."""
    pages, urls = publisher.pages, addresses_of(response)
    if pages and pages.is_part(page, article, urls):
        was_to_be_whole = pages.asks_for_whole(urls)
        raise PartOfArticle(article, None if was_to_be_whole else pages.whole(urls[-1]))


def addresses_of(response: Response) -> list[str]:
    """Return the URLs that led to *response*, each in its one spelling, its own last."""
    request = response.request
    asked = request.meta.get("redirect_urls", [request.url]) if request else []
    return [url for url in map(normalize_url, (*asked, response.url)) if url]


def _is_of_another_publisher(page: Page, publisher: type[Publisher]) -> bool:
    """Tell whether the page lacks the publisher's frame and names a canonical URL elsewhere."""
    if publisher.main is None or page.main is not page.root:
        return False
    addresses = _CANONICAL(page.root)
    return bool(addresses) and not any(
        publisher.article_urls.canonical(address, page.url) for address in addresses
    )


def missing_fields(article: Article) -> list[str]:
    """Return which of headline, body and date *article* lacks; without them it is none."""
    return [name for name in _REQUIRED if not getattr(article, name)]
