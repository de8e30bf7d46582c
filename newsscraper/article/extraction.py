"""From one fetched page to one article, or to the reason why there is none."""

from dataclasses import replace

from scrapy.http import Response

from newsscraper.article.draft import Draft
from newsscraper.article.loader import MOST_NODES, ArticleLoader
from newsscraper.article.named_article import other_article
from newsscraper.article.textless import has_textless_address, is_textless
from newsscraper.failures import Reason
from newsscraper.items import Article
from newsscraper.normalize.urls import normalize_url
from newsscraper.page.fetched_page import Page
from newsscraper.page.nodes import words_in
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.publisher.any_paging import Came, Further, NotWhole
from newsscraper.publisher.facts import Publisher

_NO_TEXT = "it is a photo series, a film, a quiz or the like, without a text"
_REQUIRED = ("headline", "body", "date_published")


class PartOfArticle(NoArticle):
    """A page that has only a part of its article: it must never pass for the whole."""

    def __init__(
        self, article: Article, why: str, next_page: str | None = None, draft: Draft | None = None
    ) -> None:
        super().__init__(Reason.NOT_WHOLE, f"the page is {why}")
        self.article = article
        """What has come of it."""
        self.next_page = next_page
        """Where more of it is to be had; None when this page was to bring the rest."""
        self.draft = draft
        """What the request for the next page carries to `read_article`."""


def read_article(
    response: Response, publisher: type[Publisher], begun: Draft | None = None
) -> Article:
    """Return the article of a page, or of all its pages, of which those before gave *begun*.

    Raises NoArticle when the URL is no article URL of the publisher (a redirect led away), the
    page is no HTML, an error page or another article, or no template of the publisher is known in
    it; PartOfArticle for one of several that is not the last. `missing_fields` tells what it lacks.
    """
    page = open_page(response, publisher)
    _refuse_another(page, publisher)
    draft = ArticleLoader(page, publisher).load_draft()
    article = draft.finished(publisher)
    if begun is None and not article.body and is_textless(page, publisher):
        raise NoArticle(Reason.NO_TEXT, _NO_TEXT)
    words = _words_of_body(page, publisher) if article.body and publisher.paging else 0
    try:
        whole = _with_pages_before(begun, draft, publisher)
        is_new = begun is None or not begun.has_all_of(draft)
        came = Came(addresses_of(response), whole.pages, words, draft.body.goes_on, whole.last)
        further = _further(page, came._replace(is_new=is_new), publisher)
    except NotWhole as reason:
        raise PartOfArticle(article, f"not the whole article: {reason}") from None
    return _finished(whole, further, publisher) if begun or further else _with_text(article)


def _finished(whole: Draft, further: Further | None, publisher: type[Publisher]) -> Article:
    """Return the article of all its pages; raise PartOfArticle when there is a *further* one."""
    article = whole.finished(publisher)
    if further:
        draft = replace(whole, last=further.last)
        raise PartOfArticle(article, "one page of several", further.url, draft)
    return _with_text(article)


def _with_text(article: Article) -> Article:
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


def _with_pages_before(begun: Draft | None, draft: Draft, publisher: type[Publisher]) -> Draft:
    """Return *draft*, the last page's, with those before; raise NotWhole if they do not fit."""
    paging = publisher.paging
    if begun is None or paging is None:
        return draft
    if begun.article.key != draft.article.key:
        raise NotWhole(f"it is of {draft.article.key}")
    if paging.adds and draft.body.parts and begun.is_repeated_by(draft):
        raise NotWhole("it repeats a page before")
    if not paging.adds and begun.is_lost_in(draft):
        raise NotWhole("it lacks the text of the page before")
    return begun.followed_by(draft, adds=paging.adds)


def _further(page: Page, came: Came, publisher: type[Publisher]) -> Further | None:
    """Return where the rest of the article is; raise NotWhole when it is not to be had."""
    if publisher.paging:
        return publisher.paging.further(page, came)
    if came.goes_on:
        raise NotWhole("its text goes on elsewhere")
    return None


def _words_of_body(page: Page, publisher: type[Publisher]) -> int:
    """Return how many words the editors wrote where the body is, read-also lines and all."""
    places = (page.read(place)[:MOST_NODES] for place in publisher.sources["body"])
    nodes, rules = next(filter(None, places), []), publisher.body_rules
    junk = {each for node in nodes for each in rules.all_junk.find(node)}
    return words_in(nodes, junk.difference(*map(rules.all_read_also.find, nodes)))


def addresses_of(response: Response) -> list[str]:
    """Return the URLs that led to *response*, each in its one spelling, its own last."""
    request = response.request
    asked = request.meta.get("redirect_urls", [request.url]) if request else []
    return [url for url in map(normalize_url, (*asked, response.url)) if url]


def _is_of_another_publisher(page: Page, publisher: type[Publisher]) -> bool:
    """Tell whether the page lacks the publisher's frame and names a canonical URL elsewhere."""
    if publisher.main is None or page.main is not page.root:
        return False
    return bool(page.canonical) and not any(
        publisher.article_urls.canonical(address, page.url) for address in page.canonical
    )


def missing_fields(article: Article) -> list[str]:
    """Return which of headline, body and date *article* lacks; without them it is none."""
    return [name for name in _REQUIRED if not getattr(article, name)]
