"""Tribunnews: where things are on www.tribunnews.com."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import css, ld, ld_people, meta, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, NEVER, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import PageByPage
from newsscraper.roads.numbered_index import NumberedIndex
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

_HOME = "https://www.tribunnews.com"
# First path segments that are no section, though an address may go on like an article's.
_NO_SECTION = "|".join(
    "ajax api editor index-news json penulis rss search sitemap tag topic".split()
)
_SECTION = rf"(?!(?:{_NO_SECTION})/)(?P<section>[a-z][a-z0-9-]*)"
# Boxes beside the article have times, too.
_TIME = "((//h1)[1]/following::time)[1]"
_PLACE = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"


class TribunnewsSpider(NewsSpider):
    """Tribunnews, Jakarta, of the Kompas Gramedia group: the site of the whole country.

    Evidence: facts read off a raw article page of 2020; lists, articles, sitemaps and refusals
    seen in July 2026. Nothing was fetched by us.

    About 40 regional papers have hosts of their own under tribunnews.com. They are other sites.

    A list has 20 articles a page and ten pages; every page behind shows the tenth again. So a
    window that lies deeper is never complete. Readers of 2021 to 2025 asked for a day
    (`?date=2021-5-1`); that it still works was seen by nobody. All links of the RSS feed lead to
    the home page.

    An article's address has its number, or its day, as older stories and those of agencies have;
    then only the page says the number (`android:app_id`), and the key is made of day and slug.

    Its servers answer 403 to every user agent that does not pretend to be a browser. This crawler
    does not pretend: runs end with code 5 until Tribunnews lets it in.

    Guesses: the sections of opinion, advertorials, pictures and films; a town behind the house in
    the dateline. Where a page names related stories was not seen.
    """

    name = "tribunnews"
    title = "Tribunnews"
    evidence = Evidence("B+", "2026-07")
    reach = "the newest 200 of each section"
    access = (
        "answers 403 to honest user agents (July 2026); robots.txt forbids search, tags and topics"
    )
    is_part_of_all = False
    allowed_domains = ["www.tribunnews.com"]
    houses = ("Tribunnews", "Tribunnews.com", "Tribun Network", "Tim Tribunnews")
    roads = (
        NumberedIndex(f"{_HOME}/index-news"),
        NumberedIndex(f"{_HOME}/index-news/{{section}}"),
        Sitemap(f"{_HOME}/{{section}}/sitemap-news.xml"),
    )
    sections = tuple(
        "nasional internasional regional metropolitan bisnis sport superskor seleb lifestyle "
        "kesehatan pendidikan sains techno otomotif travel parapuan tribunners".split()
    )
    example_url = (
        "https://www.tribunnews.com/seleb/7780990/"
        "penyanyi-keroncong-ini-mengajar-lewat-kaset-yang-diputar-ulang"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="www.tribunnews.com",
        mirrors=("tribunnews.com",),
        form=r"[1-9][0-9]{4,8}|\d{4}/\d\d/\d\d/.+",
        longest_id=300,
        paths={
            "": (rf"/{_SECTION}/(?P<id>\d+)/(?P<slug>[^/]*[a-z][^/]*)",),
            "dated": (rf"/{_SECTION}/(?P<id>\d{{4}}/\d\d/\d\d/(?P<slug>[^/]*[a-z][^/]*))",),
        },
    )
    may_lack_text = (
        r"(?:video|images?)\.tribunnews\.com/",
        r"www\.tribunnews\.com/(?:foto|images?|infografis|kuis|live[a-z-]*|video)/",
    )
    identity = [meta("android:app_id")]
    kinds = {"tribunners": "opinion", "advertorial": "advertorial", "infografis": "infographic"}
    index_items = [css("ul.lsi > li")]
    paging = PageByPage(links=css(".paging a"), total=css(".paging .total-page"))
    body_rules = BodyRules(
        junk=f"blockquote.summary-article, .ads-placeholder, {CAPTIONS}, {EMBEDS}",
        read_also="p.baca",
        sign_off=NEVER,
        # TRIBUNNEWS.COM - alone names no place.
        dateline=re.compile(
            rf"TRIBUNNEWS\.COM(?:, (?P<place>{_PLACE}))?(?: ?[\u2013\u2014]+ ?| -+ ?|- )"
        ),
    )
    sources = {
        # og:title goes on with the house.
        "headline": [css("h1#arttitle"), css("h1"), ld("headline")],
        "url": [CANONICAL, url("url")],
        "description": [meta("description")],
        "section": [url("section")],
        "authors": [css("#penulis a"), css("#penulis"), ld_people("author")],
        "byline": [css("#penulis")],
        "editors": [css("#editor a"), css("#editor"), ld_people("editor")],
        # The shown time, and that of the tag, have no seconds.
        "date_published": [ld("datePublished"), xpath(f"{_TIME}/@datetime"), xpath(_TIME)],
        "date_modified": [ld("dateModified")],
        "date_published_raw": [xpath(_TIME)],
        "image": [css("#artimg"), meta("og:image")],
        # Both classes: boxes of recommendations have the first alone.
        "body": [css("div.side-article.txt-article")],
        "keywords": [css("h5.tagcloud3 a"), ld("keywords")],
        "free_access": [ld("isAccessibleForFree")],
    }
