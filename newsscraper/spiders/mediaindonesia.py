"""Media Indonesia: where things are on mediaindonesia.com."""

import re
from functools import partial

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import between, css, ld, ld_people, meta, state, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.roads.index import Index
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

# First path segments that are no section, though an address may go on like an article's.
_NO_SECTION = "|".join(
    "amp author cdn-cgi editorials feed foto galleries halaman images indeks infografis login news "
    "podiums read search spektrums statics tag template video".split()
)
_SECTION = rf"(?!(?:{_NO_SECTION})/)(?P<section>[a-z][a-z0-9-]*)"
_NO_FILE = r"(?!.*\.(?:jpe?g|png|webp|gif|svg|pdf|css|js|xml)$)"
# A letter tells /ekonomi/851796/judul from the list page /ekonomi/20/40; one in an escape does not.
_SLUG = rf"{_NO_FILE}(?P<slug>(?:[^/%a-z]|%\w\w)*[a-z][^/]*)"
# Templates of 2017 to 2021: what stands between the headline and the body; lists have the same.
_OLD = partial(between, start="h1", end='*[@itemprop="articleBody"]')
_WRITER = _OLD('span[starts-with(normalize-space(text()), "Penulis")]')
_OLD_DATE = _OLD('span[contains(concat(" ", @class, " "), " meta ")]')
# Steps to a sibling are XPath: a CSS ``+`` or ``~`` compares all siblings with all.
_CRUMB = "descendant::ul[contains(concat(' ', @class, ' '), ' mi-breadcrumb ')]/li[position() > 1]"
_BEHIND_H1 = "(descendant::h1)[1]/following-sibling::"
_ID_SLUG = r"(?P<id>\d+)-(?P<slug>[^/]*)"


class MediaIndonesiaSpider(NewsSpider):
    """News daily of the Media Group, Jakarta, and its regional desk in West Java.

    Evidence: raw article pages of October 2025 and January 2026, a raw home page of 2018, stored
    page texts of 2017 to 2026. Index and section pages, podium, editorial, gallery, video and
    infographic pages were not seen as raw HTML: they are read as the same template.
    """

    name = "mediaindonesia"
    title = "Media Indonesia"
    evidence = Evidence("A", "2026-01")
    reach = "as far as the index leads"
    access = "some index pages may ask for a browser check"
    allowed_domains = ["mediaindonesia.com"]
    houses = ("Media Indonesia", "Mediaindonesia.com", "MI", "Media Group")
    roads = (
        Index("https://mediaindonesia.com/indeks"),
        Index("https://mediaindonesia.com/{section}"),
        Sitemap("https://mediaindonesia.com/sitemap.xml"),
        NewsFeed("https://mediaindonesia.com/feed"),
    )
    sections = tuple(
        "politik-dan-hukum ekonomi megapolitan internasional humaniora olahraga sepak-bola "
        "nusantara otomotif hiburan teknologi fashion travel kuliner jelita jabar weekend opini "
        "kolom-pakar editorials podiums foto video infografis".split()
    )
    example_url = (
        "https://mediaindonesia.com/ekonomi/851796/dari-petani-hingga-pendidik-bangsa-begini-"
        "pesan-kuat-di-wisuda-igi-school-of-economics-jakarta-2025"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="mediaindonesia.com",
        mirrors=("www.", "m.", "apps.", "devel."),
        paths={
            "": (
                rf"/{_SECTION}/(?P<id>\d+)/{_SLUG}",
                rf"/(?P<section>jabar)/berita/(?P<id>\d+)/{_SLUG}",
                rf"/read/detail/{_ID_SLUG}",
                r"/news/read/(?P<id>\d+)/(?P<slug>[^/]+)/\d{4}-\d{2}-\d{2}",
                rf"/amp/amp_detail/{_ID_SLUG}",
            ),
            "podium": (rf"/(?P<section>podiums)/detail_podiums/{_ID_SLUG}",),
            "editorial": (rf"/(?P<section>editorials)/detail_editorials/{_ID_SLUG}",),
            "gallery": (rf"/(?P<section>galleries)/detail_galleries/{_ID_SLUG}",),
            "video": (rf"/(?P<section>video)/detail_video/{_ID_SLUG}",),
            "infographic": (rf"/(?P<section>infografis)/detail_infografis/{_ID_SLUG}",),
        },
    )
    may_lack_text = (
        r"mediaindonesia\.com/(?:galleries|foto|spektrums|video|infografis|kuis|quiz"
        r"|live[a-z-]*|skor[a-z-]*)/",
    )
    identity = [state("article_id")]
    kinds = {
        "opini": "opinion",
        "kolom-pakar": "column",
        "podiums": "column",
        "editorials": "editorial",
        "galleries": "gallery",
        "video": "video",
        "infografis": "infographic",
        "advertorial": "advertorial",
    }
    # The column is-4 holds the same boxes on every page, with years-old charity stories.
    index_items = [
        xpath('//ul[contains(@class, "list-3")]/li[not(ancestor::*[contains(@class, "is-4")])]'),
        css("div.article-big"),
        xpath('//*[self::h2 or self::h3][a][not(ancestor::*[contains(@class, "is-4")])]'),
    ]
    pagination = css(".pagination a[href]")
    main = css("section.detail")
    body_rules = BodyRules(
        junk="div:is(.flying-carpet, .ext-channel, .info-author, ._ap_apex_ad, .dfp-ad, .banner, "
        ".amp-flying-carpet-wrapper, .dable_placeholder, .paralax_div, #paralax_div, "
        "#parallax_wrap, [class^=parallax_], #cont-megabillboard), "
        f"{CAPTIONS}, {EMBEDS}, "
        # What comes after a body is in it, too, when the editor left a div open.
        "div:is(.foot-article, .ti, .card-1, .copyright), a.bt-primary, "
        "ul:is(.related-tags, .list-3, .list-4)",
        read_also=".related-news",
        # Desk codes of 2017 to 2026: OL-1, Z-8, E-2, with sources or initials before a slash. A
        # bare letter code needs the end of a sentence before it, or must be a desk that was seen:
        # (U-23), (G-20), (F-16) and (D-8) are text, and so is "tiga hari sebelum Lebaran (H-3)".
        sign_off=re.compile(
            r"\s*\(+\s?(?P<code>(?:[\w.*&-]+(?: [A-Z][\w.]*)*\s?/\s?)+(?![FGU]-)[A-Z]{1,2}-\d{1,2}"
            r"|(?:OL|Z)-\d{1,2}"
            r"|(?:(?<=[.!?\"'\u2019\u201d)\]]\()|(?<=[.!?\"'\u2019\u201d)\]] \()|(?<=^\())"
            r"(?!U-\d\d|[FG]-)[A-Z]{1,2}-\d{1,2}"
            r"|[AEMNPRX]-\d{1,2}(?=\s?\)+$))\s?\)+\s?\.{0,2}$"
        ),
        dateline=re.compile(
            r"(?P<place>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
            r"(?:, | \()(?:MI|(?i:media ?indonesia(?:\.com)?)|ANTARA|Antara)\)?"
            r"(?: ?[\u2013\u2014]+ ?| -+ ?|-+ |-+(?=[A-Z]))"
        ),
    )
    sources = {
        # JSON-LD, og:title and <title> lose ":" and "?".
        "headline": [
            css("h1"),
            state("article_title"),
            ld("headline"),
            meta("og:title"),
        ],
        "url": [CANONICAL, url("url")],
        "description": [meta("description")],
        "section": [
            url("section"),
            xpath(f"{_CRUMB}/descendant::a/@href"),
            xpath(f"{_BEHIND_H1}span[@class='meta']/descendant::a/@href"),
        ],
        "section_name": [
            xpath(_CRUMB),
            xpath(f"{_BEHIND_H1}span[@class='meta']/descendant::a[not(contains(., ':'))]"),
        ],
        # JSON-LD's author is the editor; the byline names the reporter.
        "authors": [css("div.info div.author-2"), _WRITER, state("author")],
        "byline": [css("div.info div.author-2"), _WRITER],
        "editors": [css("div.info-author"), state("editor"), ld_people("author")],
        # JSON-LD's two times changed their meaning in January 2026: the earlier one is the shown
        # time, the later one is when the story was saved.
        "date_published": [
            state("published_date"),
            css("span.datetime"),
            _OLD_DATE,
            ld("[datePublished, dateModified][]"),
        ],
        "date_modified": [ld("[datePublished, dateModified][]")],
        "date_published_raw": [css("span.datetime"), _OLD_DATE],
        "image": [css("figure.main-img"), xpath(f"{_BEHIND_H1}figure"), meta("og:image")],
        "body": [
            css("div.article"),
            css("div[itemprop=articleBody]"),
            css("div.shortcode-content"),
            css("div.jap"),
        ],
        # Meta keywords differ from the tags that a reader sees.
        "keywords": [css("ul.related-tags a"), state("tags")],
        "related": [
            xpath(
                "descendant::ul[preceding-sibling::*[1][self::div]"
                "[contains(concat(' ', @class, ' '), ' ti ')][contains(., 'Berita Lainnya')]]/li"
            ),
            xpath(
                "descendant::ul[translate(normalize-space(preceding-sibling::*[1]), "
                "'BERITALNY\u00a0', 'beritalny ') = 'berita lainnya']/li"
            ),
        ],
        "free_access": [ld("isAccessibleForFree")],
    }
