"""Okezone: where things are on the kanals of okezone.com."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import css, ld, ld_people, meta, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import WholeAddress
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

_KANALS = tuple("news economy women celebrity sports bola ototekno muslim edukasi".split())
_CAPITALS = r"[A-Z](?:[A-Z.']|-(?=[A-Z]))+"
_NAME = r"[A-Z][\w.'-]*"


def _filed_under(label: str) -> xpath:
    """Return the breadcrumb that files a story under *label*, in whatever letters."""
    is_it = f"translate(normalize-space(), '{label.upper()}', '{label}') = '{label}'"
    return xpath(f"//div[@class='breadcrumb']/a[{is_it}]")


class OkezoneSpider(NewsSpider):
    """Okezone, Jakarta, of the MNC group: a subdomain for each kanal.

    Evidence: notes of July 2026 on articles and indexes of six kanals, with fragments; readers of
    articles of April to August 2026; bylines and sign-offs of 1,300 texts of 2025; robots.txt of
    2024 and 2026. Nothing was fetched by us.

    Other hosts are other houses: mpi.okezone.com shows stories of SINDOnews. Kanals of before 2026
    (techno, lifestyle, travel) and blocks of related stories were not seen. Guesses: that a day
    begins at offset 0; which breadcrumbs make an opinion, a column or an advertorial; that a name
    in brackets at the end is a sign-off.
    """

    name = "okezone"
    title = "Okezone"
    evidence = Evidence("B", "2026-08")
    reach = "days, limit unknown"
    access = "robots.txt forbids /more (July 2026); no block was reported"
    allowed_domains = ["okezone.com"]
    houses = ("Okezone", "Okezone.com", "Tim Okezone", "MNC Portal", "MNC Media")
    roads = (
        DatedIndex("https://{section}.okezone.com/indeks/{day:%Y/%m/%d}/{offset}", per_page=10),
        Sitemap("https://www.okezone.com/sitemap.xml"),
    )
    sections = _KANALS
    example_url = (
        "https://news.okezone.com/read/2026/01/20/340/3196204/"
        "kapal-ajar-dari-wakatobi-singgahi-tujuh-pulau"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="news.okezone.com",
        mirrors=(),
        domain="okezone.com",
        hosts=tuple(f"{kanal}.okezone.com" for kanal in _KANALS),
        paths={
            "": (
                r"/read/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/\d+/(?P<id>\d+)/(?P<slug>[^/]+)",
            )
        },
    )
    may_lack_text = (
        r"(?:foto|infografis|tv|video)\.okezone\.com/",
        r"[a-z]+\.okezone\.com/(?:detail|foto|infografis|play|video|view)/",
    )
    identity = [ld('mainEntityOfPage."@id"')]
    kind_signs = {
        "opinion": [_filed_under("opini")],
        "column": [_filed_under("kolom")],
        "advertorial": [_filed_under("advertorial")],
    }
    index_items = [css(".group-brt-terkini .subgroup")]
    main = css(".left-section")
    # The whole has no navigation, and a div with page-break-after where its pages meet.
    paging = WholeAddress(
        parameter="page",
        value="all",
        links=xpath("id('paging')/descendant::a"),
        active=css("#paging .nomor.active"),
    )
    body_rules = BodyRules(
        junk=".vicon, [class^=inject-], [class^=banner], [style*=page-break-after], "
        f"[id^=div-gpt-ad], {CAPTIONS}, {EMBEDS}",
        # Each has the same id.
        read_also="#baca-juga",
        # (kha), (Baharudin), (NIA DEVIYANA), by itself or behind the last sentence.
        sign_off=re.compile(
            r"(?:^|(?<=[.!?\"'\u2019\u201d])\s?)"
            rf"\((?P<code>[a-z]{{2,4}}|{_NAME}(?: {_NAME}){{0,3}})\)$"
        ),
        dateline=re.compile(
            rf"(?P<place>{_CAPITALS}(?: {_CAPITALS}){{0,3}})(?:, (?i:okezone(?:\.com)?))?"
            r"(?: ?[\u2013\u2014]+ ?| -+ ?|-+(?: |(?=[A-Z]))|-{2,})"
        ),
        leads=re.compile(r"^telusuri berita .{1,80} lainnya\.?$", re.IGNORECASE),
    )
    sources = {
        "headline": [  # that of og:title goes on with the kanal
            css(".title-article h1"),
            ld("headline"),
            xpath("substring-before(//meta[@property='og:title']/@content, ' : Okezone')"),
        ],
        "url": [CANONICAL, url("url")],
        "description": [meta("description"), meta("og:description")],
        "section": [url("section")],
        "section_name": [css(".breadcrumb a")],
        # The line goes on with a role, a weekday and a date: only the link has the name alone.
        "authors": [css(".journalist a[title]"), ld_people("author")],
        "byline": [css(".journalist a[title]")],
        "date_published": [ld("datePublished"), css(".journalist span")],
        "date_modified": [ld("dateModified")],  # without a zone: on the publisher's own clock
        "date_published_raw": [css(".journalist span")],
        "image": [css(".img-article"), meta("og:image")],
        "body": [css(".c-detail.read")],
        "keywords": [css("#tag .box-tag a")],
    }
