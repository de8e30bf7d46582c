"""Republika: where things are on republika.co.id and its subdomains."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import css, ld, ld_people, meta, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, NEVER, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import PageByPage
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

# The parts of a story are told apart by the end of the slug: -part1, -part2.
_SLUG = r"(?P<slug>[^/]+?)(?P<more>-part\d{1,2})?"
_HEAD = "descendant::*[contains(concat(' ', @class, ' '), ' max-card__title ')]"
_ROLES = xpath(f"{_HEAD}/div[contains(., 'Rep:') or contains(., 'Red:')]")
_CRUMBS = "//ul[contains(concat(' ', @class, ' '), ' breadcrumb ')]/descendant::a"
_WORD = r"[A-Z](?:[A-Z.']|-(?=[A-Z]))+"


class RepublikaSpider(NewsSpider):
    """Republika Online, Jakarta: a subdomain for each kanal and region.

    Evidence: notes of July 2026 on two article pages and forty addresses, with fragments; readers
    of articles of 2026; 45 texts of 2025; addresses of 2014 to 2021. Nothing was fetched by us.

    robots.txt shuts out crawlers by name, Scrapy and news-please among them. As everywhere, the
    group of `newsscraper` is obeyed, else that of ``*``: a USER_AGENT of your own has to be let in.
    JSON-LD names the editor as the author; the line "Rep: … / Red: …" names both. Behind an
    article a script loads another story, which is never asked for.

    Not seen: tags, related stories. Guesses: that the list of a section takes a day, as it did in
    2019, and that others than ekonomi and trendtek have one; which breadcrumbs say the kind; that
    visual.republika.co.id has photos and films; that parts of old stories are linked.
    """

    name = "republika"
    title = "Republika"
    evidence = Evidence("B", "2026-08")
    reach = "days, limit unknown"
    access = "robots.txt names some forty crawlers, not this one (July 2026); no block was reported"
    allowed_domains = ["republika.co.id"]
    houses = ("Republika", "Republika.co.id", "Republika Online", "ROL", "Rejabar", "Rejogja")
    roads = (
        DatedIndex("https://republika.co.id/index/{offset}/{day:%Y/%m/%d}", per_page=50),
        DatedIndex("https://republika.co.id/index/{section}/{offset}/{day:%Y/%m/%d}", per_page=50),
        Sitemap("https://republika.co.id/files/xml/sitemap.xml"),
        NewsFeed("https://www.republika.co.id/rss"),
    )
    sections = ("news", "ekonomi", "khazanah", "ameera", "trendtek")
    example_url = (
        "https://ekonomi.republika.co.id/berita/t956jo335/"
        "koperasi-nelayan-cirebon-lelang-rajungan-lewat-pengeras-suara"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="republika.co.id",
        mirrors=("www.", "m."),
        domain="republika.co.id",
        without=("static.republika.co.id", "files.republika.co.id"),
        form="[a-z0-9]+",
        paths={
            "": (
                # Lists have /berita//code/slug, too.
                rf"/berita/(?P<id>[a-z][a-z0-9]{{8}})/{_SLUG}",
                # Until about 2018, in the oldest with six characters.
                r"/berita/(?P<section>[a-z-]+)(?:/[a-z-]+)?/\d\d/\d\d/\d\d/"
                rf"(?P<id>[a-z][a-z0-9]{{5}}(?:[a-z0-9]{{3}})?)-{_SLUG}",
            )
        },
    )
    may_lack_text = (
        r"visual\.republika\.co\.id/",
        r"[a-z.]+/berita/(?:infografis|inpicture|video)/",
    )
    kind_signs = {
        "opinion": [xpath(f"{_CRUMBS}[normalize-space() = 'Opini']")],
        "column": [xpath(f"{_CRUMBS}[normalize-space() = 'Kolom']")],
        "advertorial": [xpath(f"{_CRUMBS}[normalize-space() = 'Advertorial']")],
    }
    index_items = [css("li.conten1")]
    main = css(".main-content__left")
    paging = PageByPage(links=xpath("//a[contains(@href, '-part')]"))
    body_rules = BodyRules(
        junk="#next-article, #scroll-trigger, #loading, .footnote-wrap, [id^=bn_], "
        f"[id^=div-gpt-ad], {CAPTIONS}, {EMBEDS}",
        read_also=".picked-article, .baca-juga",
        sign_off=NEVER,
        # REPUBLIKA.CO.ID, JAKARTA -- ; regions sign with a name of their own.
        dateline=re.compile(
            rf"(?:(?P<house>[A-Z]+\.CO\.ID),? ?|(?=[A-Z]))(?P<place>{_WORD}(?: {_WORD}){{0,3}})?"
            r"(?(house) ?[-\u2013\u2014]+ ?| ?(?:-{2,}|[\u2013\u2014]) ?)"
        ),
    )
    sources = {
        "headline": [  # the h1 may be empty; og:title goes on with the house
            xpath(f"{_HEAD}/h1"),
            ld("headline"),
            xpath("substring-before(//meta[@property='og:title']/@content, '|Republika')"),
        ],
        "url": [CANONICAL, url("url")],
        "description": [meta("description"), meta("og:description")],
        "section": [url("section"), xpath(f"{_CRUMBS}/@href")],
        "section_name": [xpath(_CRUMBS)],
        "authors": [_ROLES],
        "byline": [_ROLES],
        "editors": [_ROLES, ld_people("author")],
        "date_published": [
            ld("datePublished"),
            meta("article:published_time"),
            css(".date-item__headline"),
        ],
        "date_modified": [ld("dateModified")],
        "date_published_raw": [css(".date-item__headline")],
        "image": [css(".max-card__image figure"), meta("og:image")],
        "body": [css(".article-content article")],
        "free_access": [ld("isAccessibleForFree")],
    }
