"""Liputan6: where things are on liputan6.com and its subdomains."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.places import css, ld, meta, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import OneDocument
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

_DAY = "indeks/{day:%Y/%m/%d}?start={day:%Y-%m-%d}&end={next_day:%Y-%m-%d}&page={page}"
_READ = r"(?:/(?P<section>[a-z0-9-]+))?/read/(?P<id>\d+)(?:/(?P<slug>[^/]+))?"
_PAGE = "article-content-body__item-page"
_HEADER = "read-page--header--author"


def _credit(role: str) -> xpath:
    """Return where the credits name the persons of a *role*."""
    return xpath(
        "//*[contains(@class, 'credits__popover-role')]"
        f"[normalize-space() = '{role}']/preceding-sibling::*[contains(@class, 'popover-name')]"
    )


def _says(pair: str) -> xpath:
    """Return the script in which a page tells what it is, if it has this *pair*."""
    return xpath(f"//script[contains(., '\"articleId\":')][contains(., '{pair}')]")


class Liputan6Spider(NewsSpider):
    """Liputan6.com, Jakarta: sections on www, a few on hosts of their own, one id space.

    Evidence: eight raw pages of September and October 2020: articles on one and on several pages,
    a film, a photo series, an infographic; places of article pages, July 2026; logs of dated
    indexes at both ends of 2019 to 2026, October 2026. Nothing was fetched by us.

    All pages of an article come in one document, each with its number and its heading. Every page
    of an index repeats a promoted box; only its items count. The page names all its writers and
    editors in its credits, and above the text the first writer alone. A film with a text is an
    article. The pages of 2020 have a canonical link, those of 2026 have none.

    Guesses: that a script tells advertorials as it did in 2020, when it told that there was none;
    who among the team of a page of 2026 is its editor; initials behind a text, as before 2017.
    """

    name = "liputan6"
    title = "Liputan6.com"
    evidence = Evidence("B+", "2026-10")
    reach = "days since 2019"
    access = "robots.txt forbids search, galleries and profiles (July 2026)"
    allowed_domains = ["liputan6.com"]
    houses = ("Liputan6.com", "Liputan6", "Liputan 6", "Liputan6 SCTV", "SCTV")
    roads = (
        DatedIndex(f"https://www.liputan6.com/{_DAY}"),
        DatedIndex(f"https://www.liputan6.com/{{section}}/{_DAY}"),
        Sitemap("https://www.liputan6.com/sitemap.xml"),
    )
    sections = tuple(
        "news bisnis showbiz bola tekno global otomotif regional lifestyle health citizen6 "
        "cek-fakta on-off disabilitas".split()
    )
    example_url = (
        "https://www.liputan6.com/news/read/6258110/pompa-tua-di-pintu-air-kalibata-kembali-bekerja"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="www.liputan6.com",
        mirrors=("liputan6.com", "m.liputan6.com"),
        domain="liputan6.com",
        without=("enamplus.liputan6.com",),
        paths={"": (_READ, r"/amp/(?P<id>\d+)(?:/(?P<slug>[^/]+))?")},
    )
    may_lack_text = (
        r"[a-z0-9.]+/(?:photo|video|tv)/",
        r"[a-z0-9.]+/(?:[a-z0-9-]+/)?read/\d+/(?:foto|video|infografis|live|kuis|quiz)-",
    )
    identity = [meta("dable:item_id"), xpath("//article[@role='main']/@data-article-id")]
    kinds = {"cek-fakta": "fact_check", "opini": "opinion", "photo": "gallery", "video": "video"}
    kind_signs = {
        "advertorial": [_says('"isAdvertorial":true')],
        "gallery": [_says('"type":"PhotoGallery"')],
        "video": [_says('"type":"VideoGallery"')],
        "infographic": [xpath("//meta[@property='og:url'][contains(@content, '/infografis-')]")],
    }
    index_items = [css("article.articles--rows--item")]
    main = css("article.main")
    paging = OneDocument(
        pages=css(f".{_PAGE}[data-page]"), total=css(".article-content-body__item-break-index")
    )
    body_rules = BodyRules(
        junk="[class*=body__item-break], "
        f".{_PAGE}:not(:has(.article-content-body__item-content)), "
        ".article-content-body__item-media, .article-content-body__item-loadmore, "
        ".read-page--video-gallery--item, .article-ad, .seamless-ads, [id*=gpt-ad], "
        f"{CAPTIONS}, {EMBEDS}",
        read_also=".baca-juga, .baca-juga-collections",
        sign_off=re.compile(
            r"(?:^|(?<=[.!?\"')\u2019\u201d]))\s*"
            r"\((?P<code>[A-Za-z]{2,4} ?/ ?[A-Za-z]{2,4}(?: ?/ ?[A-Za-z]{2,4})?)\)\.?$"
        ),
        dateline=re.compile(
            r"[A-Z][A-Za-z0-9]{2,15}\.(?:com|co\.id|net|id), ?"
            r"(?P<place>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}) ?(?:[-\u2013\u2014]+ ?|$)"
        ),
        # A campaign of 2020, in italics behind the first page, and the fact checkers' number.
        leads=re.compile(
            r"^\*\* ?#IngatPesanIbu$|^Pakai Masker, Cuci Tangan\b.{0,60}$"
            r"|^Selalu Jaga Kesehatan, Jangan Sampai\b.{0,60}$"
            r"|^\W{0,3}(?:Fakta atau Hoaks\?|Apakah benar berita)[^.]{0,120}\bWhats ?App\b.{0,160}$"
        ),
    )
    sources = {
        "headline": [
            css("h1.read-page--header--title"),
            css("h1"),
            ld("headline"),
            meta("og:title"),
        ],
        # The pages of 2026 have no canonical link.
        "url": [meta("og:url"), url("url")],
        "description": [meta("description"), meta("og:description")],
        "section": [url("section")],
        "section_name": [xpath("//ul[contains(@class, 'read-page--breadcrumb')]/descendant::a")],
        "authors": [
            _credit("Author"),
            css(f".{_HEADER}__name"),
            css(".read-page-box__author__name"),
            ld("[author][].name"),
        ],
        "byline": [css(f".{_HEADER}__name"), css(".read-page-box__author__name")],
        "editors": [
            _credit("Editor"),
            xpath(
                "//*[contains(@class, 'team-detail__people')]"
                "[following-sibling::*[1][normalize-space() = 'Editor']]"
            ),
        ],
        "date_published": [
            ld("datePublished"),
            meta("article:published_time"),
            css(f"time.{_HEADER}__datetime"),
        ],
        "date_modified": [ld("dateModified"), meta("article:modified_time")],
        "date_published_raw": [
            css(f"time.{_HEADER}__datetime"),
            css(".read-page-box__author__updated"),
        ],
        "image": [css(".read-page--top-media figure"), meta("og:image")],
        "body": [css(".article-content-body"), css(".article-content-body__item-content")],
        "keywords": [css(".tags--snippet__name")],
        "related": [xpath("//*[@itemprop='relatedLink']")],
        "free_access": [ld("isAccessibleForFree")],
    }
