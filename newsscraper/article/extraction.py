"""From one fetched page to one article, or to the reason why there is none."""

from collections.abc import Sequence

from lxml import etree
from scrapy.http import Response

from newsscraper.article.loader import MOST_NODES, ArticleLoader
from newsscraper.article.named_article import other_article
from newsscraper.article.textless import has_textless_address, is_textless
from newsscraper.failures import Reason
from newsscraper.items import Article
from newsscraper.normalize.urls import normalize_url
from newsscraper.page.fetched_page import Page
from newsscraper.page.nodes import words_in
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.publisher.facts import Publisher

_CANONICAL = etree.XPath("//link[@rel='canonical']/@href[normalize-space()]")
_NO_TEXT = "it is a photo series, a film, a quiz or the like, without a text"
_REQUIRED = ("headline", "body", "date_published")


class PartOfArticle(NoArticle):
    """A page that has only a part of its article: it must never pass for the whole."""

    def __init__(self, article: Article, whole: str | None) -> None:
        what = "one page of several" if whole else "not the whole article"
        super().__init__(Reason.NOT_WHOLE, f"the page is {what}")
        self.article = article
        """What the page has of it."""
        self.whole = whole
        """Where the whole is to be had; None when this page was to be it."""


def read_article(response: Response, publisher: type[Publisher]) -> Article:
    """Return the article of a page.

    Raises NoArticle when the URL is no article URL of the publisher (a redirect led away), the
    page is no HTML, an error page or another article, or no template of the publisher is
    recognised in it; PartOfArticle when the page is one of several. Fields may be missing: see
    `missing_fields`.
    """
    page = open_page(response, publisher)
    _refuse_another(page, publisher)
    loader = ArticleLoader(page, publisher)
    article = loader.load_item()
    if not article.body and is_textless(page, publisher):
        raise NoArticle(Reason.NO_TEXT, _NO_TEXT)
    _refuse_a_part(article, page, response, publisher)
    if loader.goes_on:
        raise PartOfArticle(article, _whole_of(addresses_of(response), publisher))
    if not article.body:
        text = "no known template of an article page is in it"
        raise NoArticle(Reason.UNRECOGNISED_TEMPLATE, text)
    return article


def _refuse_another(page: Page, publisher: type[Publisher]) -> None:
    """Raise NoArticle when *page* is not that of an article, or of another than it should be."""
    if page.address is None and has_textless_address(page.url, publisher):
        raise NoArticle(Reason.NO_TEXT, _NO_TEXT)
    if page.address is None:
        text = f"{page.url} is no article URL of {publisher.name}"
        raise NoArticle(Reason.NOT_AN_ARTICLE_URL, text)
    if _is_of_another_publisher(page, publisher):
        raise NoArticle(
            Reason.ANOTHER_PUBLISHER, "the page says that it belongs to another publisher"
        )
    if other := other_article(page, publisher):
        raise NoArticle(Reason.OTHER_ARTICLE, f"the page says that it is {other}")


def _refuse_a_part(
    article: Article, page: Page, response: Response, publisher: type[Publisher]
) -> None:
    """Raise PartOfArticle when *page* has only a part of its *article*, perhaps none of its text.

    A page that was to be the whole and has no text has no known template.
    """
    paging, urls = publisher.paging, addresses_of(response)
    was_to_be_whole = paging is not None and paging.asks_for_whole(urls)
    if paging is None or (was_to_be_whole and not article.body):
        return
    if paging.is_part(page, _words_of_body(page, publisher), urls):
        raise PartOfArticle(article, _whole_of(urls, publisher))


def _whole_of(urls: Sequence[str], publisher: type[Publisher]) -> str | None:
    """Return where the whole is of the page to which *urls* led, if that was not to be it."""
    paging = publisher.paging
    if paging is None or paging.asks_for_whole(urls):
        return None
    own = publisher.article_urls.match(urls[-1])
    return paging.whole(own.url if own else urls[-1])


def _words_of_body(page: Page, publisher: type[Publisher]) -> int:
    """Return how many words the editors wrote where the body is, read-also lines and all."""
    places = (page.read(place)[:MOST_NODES] for place in publisher.sources["body"])
    nodes, rules = next(filter(None, places), []), publisher.body_rules
    junk = {each for node in nodes for each in rules.find_junk(node)}
    return words_in(nodes, junk.difference(*map(rules.find_read_also, nodes)))


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
