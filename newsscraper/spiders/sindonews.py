"""SINDOnews: where things are on sindonews.com and its subdomains."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import css, ld, ld_people, meta, own_address, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import WholeAddress
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.spiders.base import NewsSpider

_KANALS = dict(
    pair.split("=")
    for pair in "nasional=5 daerah=7 ekbis=8 international=9 sports=10 kalam=67 edukasi=144 "
    "lifestyle=154 otomotif=611 tekno=612".split()
)
_NO_TEXT = "foto|video|infografis|live|kuis|quiz"


class SindonewsSpider(NewsSpider):
    """SINDOnews, Jakarta: a subdomain for each kanal, of which no others are of this house.

    Evidence: places of index and article pages, two articles and their further pages seen in July
    2026; the same names in crawlers of 2023 to 2026. Nothing was fetched by us, and no page was
    seen as HTML.

    Texts have no paragraphs, only line breaks. Nearly every article has two pages or more, so it
    costs two requests: what is known of it is on the first page, `showpage=all` has the text. The
    address of a further page ends in how many parts of the text come before, `/5`; the digits at
    the end of a slug are a time that is not that of publication.

    The page of 2026 shows no tags: `keywords` is empty. Its only breadcrumb, in JSON-LD, names the
    rubric and not the kanal: `section_name` is empty. Where it links to related stories was not
    seen. Guesses: that the rubric 18 of nasional has opinions, that slugs tell photos and films,
    and that the feed, which some could not read, works.
    """

    name = "sindonews"
    title = "SINDOnews"
    evidence = Evidence("B", "2026-08")
    reach = "days, limit unknown"
    access = "no refusal reported (August 2026); its robots.txt was not seen"
    allowed_domains = ["sindonews.com"]
    houses = ("SINDOnews.com", "SINDOnews", "Koran SINDO", "Tim SINDOnews", "MNC Media")
    roads = (
        DatedIndex("https://www.sindonews.com/indeks/0/{offset}?t={day:%Y-%m-%d}", per_page=20),
        DatedIndex(
            "https://www.sindonews.com/indeks/{number}/{offset}?t={day:%Y-%m-%d}",
            numbers=_KANALS,
            per_page=20,
        ),
        NewsFeed("https://www.sindonews.com/feed"),
    )
    sections = tuple(_KANALS)
    example_url = (
        "https://international.sindonews.com/read/1668093/42/"
        "kota-pelabuhan-di-portugal-menukar-jaring-lama-dengan-tiket-bus-1768857000"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="www.sindonews.com",
        mirrors=("sindonews.com",),
        domain="sindonews.com",
        hosts=tuple(f"{kanal}.sindonews.com" for kanal in _KANALS),
        paths={"": (r"/read/(?P<id>\d+)/\d+/(?P<slug>[^/]+)(?P<more>/\d{1,3})?",)},
    )
    may_lack_text = (
        r"(?:photo|foto|video|tv|infografis)\.sindonews\.com/",
        rf"[a-z]+\.sindonews\.com/read/\d+/\d+/(?:{_NO_TEXT})-",
    )
    kind_signs = {
        "opinion": [own_address(r"//nasional\.sindonews\.com/read/\d+/18/")],
        "infographic": [own_address("/infografis-")],
    }
    index_items = [css(".list-article .warp-article")]
    main = css("article:has(.detail-title)")
    paging = WholeAddress(
        parameter="showpage",
        value="all",
        links=css(".paging-artikel a"),
        # On the whole it is the last one.
        active=xpath(
            "//*[contains(@class, 'paging-artikel')]/descendant::a[@class='active'][.='1']"
        ),
    )
    body_rules = BodyRules(
        junk=f"[class^=v-], .box-outlink, [id^=ads_], .adsbygoogle, {CAPTIONS}, {EMBEDS}",
        read_also=".bacanews-box",
        # Initials of the editor, in an element of their own.
        sign_off=re.compile(r"^\((?P<code>[A-Za-z]{2,5}(?:/[A-Za-z]{2,5})?)\)$"),
        dateline=re.compile(
            r"(?P<place>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3}) ?(?:[\u2013\u2014]+ ?|-+ )"
        ),
    )
    sources = {
        "headline": [css("h1.detail-title"), css("h1"), ld("headline"), meta("og:title")],
        "url": [CANONICAL, meta("og:url"), url("url")],
        "description": [meta("description"), meta("og:description"), ld("description")],
        "section": [url("section")],
        "authors": [css(".detail-nama-redaksi a[rel=author]"), ld_people("author")],
        "byline": [css(".detail-nama-redaksi")],
        "date_published": [ld("datePublished"), css(".detail-date-artikel")],
        "date_modified": [ld("dateModified")],
        "date_published_raw": [css(".detail-date-artikel")],
        "image": [css(".detail-img"), ld("image.url"), meta("og:image")],
        "body": [css("#detail-desc"), css(".detail-desc")],
        "free_access": [ld("isAccessibleForFree")],
    }
