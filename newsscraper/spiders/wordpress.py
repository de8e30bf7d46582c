"""What publishers on WordPress have in common: posts as JSON, else pages like those of any site."""

from collections.abc import Iterator
from typing import Any, Final

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsscraper.article.draft import Draft
from newsscraper.crawl.requests import Priority, key_of
from newsscraper.failures import Fate, Reason, Verdict, verdict_on
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.json_document import JsonAnswer, json_of
from newsscraper.page.opening import NoArticle
from newsscraper.page.places import css, json, json_html, json_utc, ld, ld_people, meta, url, xpath
from newsscraper.publisher.paging import PageByPage
from newsscraper.roads.wordpress_posts import WordPressPosts, is_behind_last
from newsscraper.spiders.base import NewsSpider

_TERMS: Final = "_embedded.\"wp:term\"[] | [?taxonomy == '{}']"
_CATEGORY, _TAG = map(_TERMS.format, ("category", "post_tag"))
_LOCAL: Final = "[@][?!{0}_gmt || starts_with({0}_gmt, '0000')].{0} | [0]"
"""A time of the site's own clock, where the same in UTC is null or all zeros."""
_EMBEDDED: Final = "author,wp%3Aterm,wp%3Afeaturedmedia"
_PAGE: Final = "page"
"""Name under which a request keeps the address of the page that it stands for."""


class WordPressSpider(NewsSpider):
    """A publisher whose articles are posts of WordPress, each known by its slug.

    An article is listed, stored and counted under the address of its page, on whatever road. It is
    asked for as JSON, by its slug, as themes differ and the answer does not. What REST does not
    give, the page is asked for; where it is closed, that holds for the rest of the run.
    """

    is_rest_closed = False

    json_answer = JsonAnswer(
        address="link", robots="values(yoast_head_json.robots)", closed="content.protected"
    )
    may_lack_text = (r"[a-z0-9.-]+/(?:video|foto|galeri|infografis|epaper)/",)
    index_items = [css("article"), xpath("//*[self::h2 or self::h3][a]")]
    # A page of several has its piece; JSON has the whole text, with a comment where a page ends.
    paging = PageByPage(links=css("a.post-page-numbers"))
    pagination = css(".nav-links a, .pagination a, a.page-numbers, a.next")
    sources = {
        "headline": [json_html("title.rendered"), css("h1.entry-title"), css("h1"), ld("headline")],
        "url": [json("link"), CANONICAL, url("url")],
        # The excerpt is the beginning of the text, cut off.
        "description": [json("yoast_head_json.description"), meta("description")],
        "section": [json(f"{_CATEGORY}.slug | [0]"), url("section")],
        "section_name": [json_html(f"{_CATEGORY}.name | [0]")],
        "authors": [json("_embedded.author[].name"), css(".author.vcard"), ld_people("author")],
        "byline": [json("join(', ', _embedded.author[].name)"), css(".author.vcard")],
        "date_published": [
            json_utc("date_gmt"),
            json(_LOCAL.format("date")),
            ld("datePublished"),
            meta("article:published_time"),
            css("time.entry-date.published::attr(datetime)"),
        ],
        "date_modified": [
            json_utc("modified_gmt"),
            json(_LOCAL.format("modified")),
            ld("dateModified"),
            meta("article:modified_time"),
        ],
        "date_published_raw": [css("time.entry-date.published")],
        "image": [json('_embedded."wp:featuredmedia"[].source_url | [0]'), meta("og:image")],
        "body": [json_html("content.rendered"), css(".entry-content"), css(".post-content")],
        "keywords": [json(f"{_TAG}.name"), css("a[rel=tag]")],
        "free_access": [ld("isAccessibleForFree")],
    }

    def _article_request(
        self, key: str, url: str, priority: Priority, begun: Draft | None = None
    ) -> Request:
        """Return the request for an article: as JSON, as long as that is to be had."""
        request = super()._article_request(key, url, priority, begun)
        if begun or self.is_rest_closed or self._is_rest_dead:
            return request
        return request.replace(url=self._rest_address(url), meta={**request.meta, _PAGE: url})

    @property
    def _posts(self) -> str:
        """The URL of the list of posts."""
        return next(road.url for road in self.roads if isinstance(road, WordPressPosts))

    @property
    def _is_rest_dead(self) -> bool:
        """Whether the run has asked for the list of posts, and there is none."""
        walk = self.run.walker.walks.get(self._posts)
        return walk is not None and walk.is_dead

    def _rest_address(self, url: str) -> str:
        slug = url.rstrip("/").rpartition("/")[2]
        return f"{self._posts}?slug={slug}&_embed={_EMBEDDED}"

    def _without_article(
        self, reason: NoArticle, response: Response, key: str
    ) -> Iterator[Request]:
        """Ask for the page where the answer in its place has no article."""
        page = response.meta.get(_PAGE)
        if page and reason.reason not in (Reason.NO_TEXT, Reason.PROTECTED):
            self.is_rest_closed |= json_of(response) is None
            yield self._page_request(key, page)
        else:
            yield from super()._without_article(reason, response, key)

    def on_error(self, failure: Failure) -> Iterator[Request]:
        """Ask for the page itself where REST is closed."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy attaches it
        is_closed = verdict_on(failure.value).fate in (Fate.REFUSED, Fate.GONE)
        page: Any = request.meta.get(_PAGE)
        if page and is_closed:
            self.is_rest_closed = True
            yield self._page_request(str(key_of(request)), page)
        else:
            yield from super().on_error(failure)

    def _verdict_on(self, failure: Failure) -> Verdict:
        """Return what it means that a page did not come: behind the last one of posts is none."""
        error = failure.value
        if isinstance(error, HttpError) and is_behind_last(error.response):
            return Verdict(Fate.GONE, Reason.BEHIND_LAST, error.response.status)
        return super()._verdict_on(failure)

    def _page_request(self, key: str, page: str) -> Request:
        return super()._article_request(key, page, Priority.WHOLE)
