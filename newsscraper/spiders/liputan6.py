"""Liputan6: where things are on liputan6.com and its subdomains."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.places import css, ld, ld_people, meta, own_address, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import OneDocument
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

_HOME = "https://www.liputan6.com"
_DAY = "indeks/{day:%Y/%m/%d}?start={day:%Y-%m-%d}&end={next_day:%Y-%m-%d}&page={page}"
_READ = r"(?:/amp|(?:/(?P<section>[a-z0-9-]+))?/read)/(?P<id>\d+)(?:/(?P<slug>[^/]+))?"
_BODY, _HEADER, _BOX = "article-content-body", "read-page--header--author", "read-page-box__author"
_BYLINE = css(f".{_HEADER}__name, .{_BOX}__name")
_DATE = css(f"time.{_HEADER}__datetime, .{_BOX}__updated:contains('Diterbitkan')")


def _credit(*roles: str) -> xpath:
    """Return where the credits of 2020, or of 2026, name the persons of one of *roles*."""
    is_one = " or ".join(f"normalize-space() = '{role}'" for role in roles)
    name = "contains(@class, 'credits__popover-name') or contains(@class, 'team-detail__people')"
    return xpath(f"//*[{name}][following-sibling::*[1][{is_one}]]")


def _says(pair: str) -> xpath:
    """Return the script in which a page tells what it is, if it has this *pair*."""
    return xpath(f"//script[contains(., '\"articleId\":')][contains(., '{pair}')]")


class Liputan6Spider(NewsSpider):
    """Liputan6.com, Jakarta: sections on www, a few on hosts of their own, one id space.

    Evidence: eight raw pages of autumn 2020, of articles, a film, photos and an infographic; places
    of July 2026; logs of indexes of 2019 to 2026, October 2026. Nothing was fetched by us.

    All pages of an article come in one document. Every page of an index repeats a promoted box.
    The credits name all writers, the line above the text only the first. Pages of 2026 have no
    canonical link. Guesses: how scripts tell of adverts, sections of opinions, the list of the team
    of editors, initials behind a text.
    """

    name = "liputan6"
    title = "Liputan6.com"
    evidence = Evidence("B+", "2026-10")
    reach = "days since 2019"
    access = "robots.txt forbids search, galleries and profiles (July 2026)"
    allowed_domains = ["liputan6.com"]
    houses = ("Liputan6.com", "Liputan6", "Liputan 6", "Liputan6 SCTV", "SCTV")
    roads = (
        DatedIndex(f"{_HOME}/{_DAY}"),
        DatedIndex(f"{_HOME}/{{section}}/{_DAY}"),
        Sitemap(f"{_HOME}/sitemap.xml"),
    )
    sections = tuple(
        "news bisnis showbiz bola tekno global otomotif regional lifestyle health citizen6 "
        "cek-fakta on-off disabilitas".split()
    )
    example_url = f"{_HOME}/news/read/6258110/pompa-tua-di-pintu-air-kalibata-kembali-bekerja"
    article_urls = ArticleUrls(
        publisher=name,
        host="www.liputan6.com",
        mirrors=("liputan6.com", "m.liputan6.com", "amp.liputan6.com"),
        domain="liputan6.com",
        without=("enamplus.liputan6.com",),
        paths={"": (_READ,)},
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
        "infographic": [own_address("/infografis-")],
    }
    index_items = [css("article.articles--rows--item")]
    main = css("article.main")
    paging = OneDocument(css(f".{_BODY}__item-page[data-page]"), total=css("[class*=break-index]"))
    body_rules = BodyRules(
        junk=f"[class*=item-break], .{_BODY}__item-media, .{_BODY}__item-loadmore, .article-ad, "
        f".{_BODY}__item-page:not(:has(.{_BODY}__item-content)) > .{_BODY}__item-title, "
        f".read-page--video-gallery--item, .seamless-ads, [id*=gpt-ad], {CAPTIONS}, {EMBEDS}",
        read_also=".baca-juga, .baca-juga-collections",
        sign_off=re.compile(r"(?:^|(?<=[.!?\"'\u201d]))\s*\((?P<code>[A-Z][a-z]+/[A-Z][a-z]+)\)$"),
        dateline=re.compile(
            r"[A-Z][A-Za-z0-9]{2,15}\.(?:com|co\.id|net|id), ?"
            r"(?P<place>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}) ?(?:[-\u2013\u2014]+ ?|$)"
        ),
        # A campaign of 2020, in italics behind the first page, and the fact checkers' number.
        leads=re.compile(
            r"^(?:\*\* ?#IngatPesanIbu|Video Pilihan\b.{0,30}|Pakai Masker, Cuci Tangan\b.{0,60}"
            r"|Selalu Jaga Kesehatan, Jangan Sampai\b.{0,60}"
            r"|\W{0,3}(?:Fakta atau Hoaks\?|Apakah benar berita)[^.]{0,120}\bWhats ?App\b.{0,160})$"
        ),
    )
    sources = {
        "headline": [css("h1"), ld("headline"), meta("og:title")],
        "url": [meta("og:url"), url("url")],
        "description": [meta("description"), meta("og:description")],
        "section": [url("section")],
        "section_name": [xpath("//ul[contains(@class, 'read-page--breadcrumb')]/descendant::a")],
        "authors": [_credit("Author", "Reporter"), _BYLINE, ld_people("author")],
        "byline": [_BYLINE],
        "editors": [_credit("Editor")],
        "date_published": [ld("datePublished"), meta("article:published_time"), _DATE],
        "date_modified": [ld("dateModified"), meta("article:modified_time")],
        "date_published_raw": [_DATE],
        "image": [css(".read-page--top-media figure"), meta("og:image")],
        "body": [css(f".{_BODY}"), css(f".{_BODY}__item-content")],
        "keywords": [css(".tags--snippet__name")],
        "related": [xpath("//*[@itemprop='relatedLink']")],
        "free_access": [ld("isAccessibleForFree")],
    }
