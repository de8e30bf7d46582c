"""Kompas.com: where things are on kompas.com and its subdomains."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import css, ld, meta, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import WholeAddress
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

_INDEX = "https://indeks.kompas.com/?site={site}&date={{day:%Y-%m-%d}}&page={{page}}"
_TIME = r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)"
_DATE = r"/(?P<month>\d\d)/(?P<day>\d\d)"
# Addresses of AMP and, until about 2015, of feeds lead to the same articles. A slug may be missing.
_READ = r"(?:/amp)?(?:/(?P<section>[a-z][a-z0-9-]*))?/read/(?:xml/)?"
_SLUG = r"(?:/(?P<slug>[^/]+)(?P<more>/(?:all|amp|\d{1,2}))?)?"
_NAME = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?:, [A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?)?"
_CAPITALS = r"[A-Z](?-i:[^\Wa-z]|['-])+\.?(?:,? [A-Z][^\Wa-z]*\.?){0,4}"
_ANY_HOUSE = r"(?:(?i:[a-z-]{3,20}\. ?(?:com|tv|id|co\.id))|KOMPAS)"
_DASH = r"(?: ?[-\u2013\u2014]+ ?| ?:(?= ) ?)"
_DATELINE = re.compile(
    # TRIBUNNEWS.COM, JAKARTA -
    rf"(?P<first>{_ANY_HOUSE}[,/] ?(?={_CAPITALS}{_DASH}))?"
    # Behind a place in capitals any house may stand, and no dash: JAKARTA. KOMPAS.com, or in 2020
    # JAKARTA.KOMPAS.com - and JAKARTA \u2013 KOMPAS.com.
    rf"(?:(?P<capitals>(?={_CAPITALS}[,.;:/ (]{{1,2}}{_ANY_HOUSE}\)?(?:{_DASH}| [A-Z\"\u201c]|$)))?"
    rf"(?P<place>{_NAME}(?<!\w\w\.))(?(first)|(?(capitals)[,.;:/ (]{{1,2}}"
    r"|(?:, ?|\.|(?P<dash> ?[-\u2013\u2014]+ ?)))))?"
    # KOMPAS.com - alone names no place.
    rf"(?(first)|(?(capitals){_ANY_HOUSE}\)?|(?i:kompas\.com)))"
    rf"(?(dash) ?[-\u2013\u2014:]* |(?(capitals)(?:{_DASH}| |$)|{_DASH}))"
)
_CRUMBS = "//*[contains(@class, 'breadcrumb__wrap')]/descendant::a"


def _content_type(name: str) -> xpath:
    """Return the tag in which a page says of what type it is, if it is of this one."""
    letters = f"'{name.upper()}', '{name.lower()}'"
    own = f"translate(normalize-space(@content), {letters}) = '{name.lower()}'"
    return xpath(f"//meta[@name='content_type'][{own}]")


def _credit(role: str) -> xpath:
    """Return where the credits of 2026 name the persons of a role."""
    return xpath(
        "//*[@id='creditModal']/descendant::*[contains(@class, 'credit-author-name')]"
        "[following-sibling::*[contains(@class, 'credit-author-position')]"
        f"[normalize-space() = '{role}']]"
    )


def _shown(role: str) -> xpath:
    """Return where the pages of 2020 name the persons of a role, in one line."""
    box = f"id('{role.lower()}')[contains(@class, 'read__credit__item')]"
    return xpath(f"normalize-space(substring-after({box}, '{role}'))")


def _unless_shown(role: str, name: str) -> xpath:
    """Return the meta tag *name*; where the page shows a desk, it names who is behind it."""
    return xpath(f"//meta[@name='{name}'][not(id('{role.lower()}'))]/@content")


class KompasSpider(NewsSpider):
    """Kompas.com, Jakarta: a subdomain for each section, newer sections on www.

    Evidence: facts read off a raw article page of November 2023; fragments of index and article
    pages, July 2025 and April 2026; logs of dated indexes at both ends of 2019 to 2026, October
    2026. Nothing was fetched by us.

    The path holds the time of publication in WIB, JSON-LD the same in UTC (2023) or WIB (2026).
    The byline names reporter and editor alike, JSON-LD the editor: roles are told apart by the
    credits (2020, 2026) or the meta tags (2023), and where neither is there nobody is named.
    """

    name = "kompas"
    title = "Kompas.com"
    evidence = Evidence("A", "2026-10")
    reach = "days since 2019"
    access = "robots.txt forbids search and comments, and names many crawlers (2024)"
    allowed_domains = ["kompas.com"]
    houses = ("Kompas.com", "Kompas", "Harian Kompas", "Kompas TV")
    roads = (
        DatedIndex(_INDEX.format(site="all")),
        DatedIndex(_INDEX.format(site="{section}")),
        Sitemap("https://www.kompas.com/sitemap.xml"),
    )
    sections = tuple(
        "news nasional regional megapolitan global money bola tekno otomotif entertainment "
        "lifestyle health travel properti edukasi sains".split()
    )
    example_url = (
        "https://regional.kompas.com/read/2026/01/20/081534278/"
        "perajin-tenun-di-ende-kembali-memakai-akar-mengkudu"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="www.kompas.com",
        mirrors=("kompas.com",),
        domain="kompas.com",
        without=("video.kompas.com", "indeks.kompas.com", "search.kompas.com"),
        number="{year}{month}{day}{hour}{minute}{second}{rest}",
        longest_id=17,
        paths={
            "": (
                rf"{_READ}(?P<year>\d{{4}}){_DATE}/{_TIME}(?P<rest>\d{{2,3}}){_SLUG}",
                # From 2010 to 2014 some had a digit less.
                rf"{_READ}(?P<year>20(?:0\d|1[0-5])){_DATE}/{_TIME}(?P<rest>\d){_SLUG}",
            ),
        },
    )
    may_lack_text = (
        r"(?:video|foto|tv)\.kompas\.com/",
        r"[a-z.]+/(?:[a-z]+/)?(?:foto|photo|image|video|galeri|infografik|visual|jeo|kuis|quiz|live[a-z-]*|skor)/",
    )
    kinds = {
        "kolom": "column",
        "opini": "opinion",
        "cekfakta": "fact_check",
        "biz": "advertorial",
    }
    kind_signs = {
        # BrandzView is what the house calls stories that it writes for a sponsor.
        "advertorial": [_content_type("Advertorial"), _content_type("Brandzview")],
        "fact_check": [css(".hoax__artikel")],
        "column": [_content_type("Kolom")],
    }
    index_items = [css("div.articleItem"), css("div.article__list")]
    paging = WholeAddress(
        parameter="page",
        value="all",
        total=meta("content_total_pages"),
        current=meta("content_current_page"),
        words=meta("content_total_words"),
        links=xpath(
            "/descendant::a[contains(@href, 'page=')][ancestor::*[contains(@class, 'read__paging')]"
            " or contains(translate(@href, '23456789', '11111111'), 'page=1')]"
            " | /descendant::link[@rel='next'][contains(@href, 'page=')]"
        ),
        active=css(".read__paging .paging__link--active"),
    )
    body_rules = BodyRules(
        junk=".fb-quote, .video, [class^=kompasidRec], .gate-kgplus, .read__paging, .read__byline, "
        ".read__credit, .photo, .photo__caption, .photo-infographic, [class*=hoax], .ads-on-body, "
        ".ads-partner-wrap, .advertisement, "
        f".tag__article, .tag__article__wrap, .liftdown_v2_tanda, [id^=div-gpt-ad], "
        f"{CAPTIONS}, {EMBEDS}",
        read_also="[class^=inject-baca-juga]",
        # Of a story from another house of the group: the reporter's name behind the last sentence.
        sign_off=re.compile(
            r"(?<=[.!?\"'\u201d])\s\((?P<code>[A-Z][a-z'.]+(?: [A-Z][a-z'.]+){1,3})\)$"
        ),
        dateline=_DATELINE,
        leads=re.compile(
            r"^(?:Lihat Foto|Dapatkan update berita pilihan\b.{0,250}\bjoin\b.{0,80}"
            r"|Dapatkan informasi, inspirasi dan insight di email\b.{0,80})$",
            re.IGNORECASE,
        ),
    )
    sources = {
        "headline": [css("h1.read__title"), css("h1"), ld("headline"), meta("og:title")],
        "url": [CANONICAL, url("url")],
        "description": [meta("description")],
        "section": [url("section"), xpath(f"{_CRUMBS}/@href")],
        "section_name": [xpath(_CRUMBS)],
        "authors": [
            _credit("Penulis"),
            css(".opinion__author a"),
            _shown("Penulis"),
            _unless_shown("Penulis", "content_author"),
        ],
        "byline": [css(".credit-title-name"), css(".opinion__author a"), _shown("Penulis")],
        "editors": [
            _credit("Editor"),
            _shown("Editor"),
            _unless_shown("Editor", "content_editor"),
        ],
        # The visible time has no seconds, and may be that of the last change.
        "date_published": [
            ld("datePublished"),
            url("published"),
            meta("content_PublishedDate"),
            xpath("//*[contains(@class, 'read__time')][not(contains(., 'Diperbarui'))]"),
        ],
        "date_modified": [
            ld("dateModified"),
            xpath("//*[contains(@class, 'read__time')][contains(., 'Diperbarui')]"),
        ],
        "date_published_raw": [
            xpath("//*[contains(@class, 'read__time')][not(contains(., 'Diperbarui'))]")
        ],
        "image": [css("div.photo"), css(".photo__wrap"), css(".cover-photo"), meta("og:image")],
        "body": [css(".read__content")],
        "keywords": [css(".tag__article__wrap a"), css(".tag__article__link")],
        "related": [
            xpath(
                "//*[contains(@class, 'related') or contains(@class, 'terkait')]"
                "/descendant::a[contains(@href, '/read/')]"
            )
        ],
        "free_access": [ld("isAccessibleForFree")],
    }
