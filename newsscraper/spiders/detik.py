"""detik: where things are on detik.com and its subdomains."""

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.places import css, ld, ld_people, meta, url, xpath
from newsscraper.publisher.body_rules import BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import WholeAddress
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.ct_corp import (
    JUNK,
    LEADS,
    READ_ALSO,
    SIGN_OFF,
    CTCorpSpider,
    dateline,
    pager,
)

_KANALS = (
    "News Finance Inet Hot Sport Oto Travel Food Health Edu Properti Hikmah X Jatim Jateng Jabar "
    "Sumut Sumbagsel Sulsel Bali Jogja Kalimantan Pop"
).split()
# Kanals that had a domain of their own until about 2012.
_OLD_HOSTS = "news finance hot inet sport food health".split()
_NO_TEXT = "foto|foto-[a-z-]+|video|detiktv|tag|search|embed|indeks|terpopuler"
_PATH = rf"(?!.*/(?:{_NO_TEXT})/)(?:/(?P<section>[a-z0-9-]+))?(?:/[a-z0-9-]+){{0,3}}"
# The template of 2026 has no names for its parts, only for their looks.
_BYLINE = "descendant::p[contains(@class, 'text-black-light1')][span]"
_CRUMBS = (
    "//div[contains(concat(' ', @class, ' '), ' page__breadcrumb ')]/a",
    # The older template that detikTravel had in 2022; the last crumb is the article itself.
    "//div[contains(@class, 'read__head')]/div[contains(@class, 'breadcrumb')]/a[not(@class)]",
)


class DetikSpider(CTCorpSpider):
    """detikcom, Jakarta: a subdomain for each kanal, regional and younger kanals on www.

    Evidence: a raw article page of November 2023 (detikHealth); fragments of index and article
    pages, July 2025, April, May and September 2026; logs of dated indexes at both ends of 2019 to
    2026, October 2026. Nothing was fetched by us.

    Unless the slashes of an index date are escaped, every page number brings page 1. The index of
    `news.` is unstable behind its CDN: pages may repeat. Indexes of the kanals on www (edu,
    properti, hikmah, the regions) were seen by nobody; they come by related links in a
    window, and by the sitemap.
    """

    name = "detik"
    title = "detikcom"
    evidence = Evidence("A", "2026-10")
    reach = "days since 2019"
    access = "robots.txt allows all (October 2026); the index of news. may repeat pages"
    allowed_domains = ["detik.com"]
    houses = (
        *("detikcom", "detik.com", "detik", "20detik", "Wolipop"),
        *(f"detik{kanal}" for kanal in _KANALS),
    )
    roads = (
        DatedIndex(
            "https://{section}.detik.com/indeks?date={day:%m%%2F%d%%2F%Y}&page={page}",
        ),
        Sitemap("https://www.detik.com/sitemap.xml"),
        NewsFeed("https://news.detik.com/rss"),
    )
    sections = tuple("news finance inet hot sport oto travel food health wolipop".split())
    example_url = (
        "https://health.detik.com/berita-detikhealth/d-8311250/"
        "posyandu-di-pinrang-timbang-lansia-tiap-jumat-pagi"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="www.detik.com",
        mirrors=("detik.com",),
        domain="detik.com",
        moved={f"detik{kanal}.com": f"{kanal}.detik.com" for kanal in _OLD_HOSTS},
        without=("20.detik.com", "foto.detik.com", "forum.detik.com"),
        paths={
            "": (
                rf"{_PATH}/d-(?P<id>\d+)/(?P<slug>[^/]+)(?:/amp|(?P<more>/(?:all|\d{{1,2}})(?:/amp)?))?",
                # Until about 2016, and until about 2011 with the time: the numbers are the same.
                rf"(?!.*/read/){_PATH}/(?P<id>\d{{6,7}})/(?P<slug>[^/]*[a-z][^/]*)(?P<more>/(?:all|\d{{1,2}}))?",
                r"(?:/(?P<section>[a-z0-9-]+))?/read/\d{4}/\d\d/\d\d/\d{6}/(?P<id>\d{6,7})/\d+(?:/(?P<slug>[^/]+))?"
                r"(?P<more>/(?:all|\d{1,2}))?",
            )
        },
    )
    # Fototravel, fotohealth … have addresses like articles; an infografis may have a text.
    may_lack_text = (
        r"(?:20|foto|tv)\.detik\.com/",
        r"[a-z0-9.]+/(?:[a-z0-9-]+/)?(?:(?:read)?foto[a-z-]*|readvideo|video[a-z-]*|detiktv|galeri[a-z-]*|infografis"
        r"|livescore|live-[a-z-]+|skor[a-z-]*|kuis[a-z-]*|quiz[a-z-]*)/",
    )
    identity = [meta("dtk:articleid"), meta("articleid")]
    kinds = {
        "kolom": "column",
        "opini": "opinion",
        "hoax-or-not": "fact_check",
        "infografis": "infographic",
        "adv-nhl-detikcom": "advertorial",
        "advertorial-news-block": "advertorial",
        "advertorial": "advertorial",
    }
    # What was not looked into has "default".
    kind_signs = {
        "fact_check": [
            xpath("//meta[@name='dtk:articlehoax'][contains(@content, 'hoax')]"),
        ],
    }
    index_items = [css("article.list-content__item")]
    main = css("article.detail, main article, div.read > article")
    # One page has it all, without a navigation; the addresses of the others end in /2, /3 ...
    paging = WholeAddress(
        parameter="single",
        value="1",
        links=pager("single=1"),
        active=xpath("//*[contains(@class, 'detail__anchor-numb--active')]"),
    )
    body_rules = BodyRules(
        junk=f".detail__body-tag, .detail_tag, .detail__long-nav, .detail__anchor, {JUNK}",
        read_also=READ_ALSO,
        sign_off=SIGN_OFF,
        # <strong>Jakarta</strong> - stands by itself, before the first paragraph.
        dateline=dateline(r"detik\w*"),
        leads=LEADS,
    )
    sources = CTCorpSpider.sources | {
        "headline": [css("h1.detail__title"), css("h1"), ld("headline"), meta("og:title")],
        "section": [url("section"), *(xpath(f"{crumbs}/@href") for crumbs in _CRUMBS)],
        "section_name": [xpath(crumbs) for crumbs in _CRUMBS],
        "authors": [
            css(".detail__author"),
            xpath(_BYLINE),
            css(".ugc__block__name a"),
            meta("dtk:author"),
            ld_people("author"),
        ],
        "byline": [css(".detail__author"), xpath(_BYLINE), css(".ugc__block__name a")],
        # Never the meta pubdate: its Z is false, its time is WIB.
        "date_published": [
            ld("datePublished"),
            meta("dtk:publishdate"),
            css(".detail__date"),
            css("time.text-black-light3"),
            css(".read__head .date"),
            xpath(f"{_BYLINE}/.."),
        ],
        "date_published_raw": [
            css(".detail__date"),
            css("time.text-black-light3"),
            css(".read__head .date"),
            xpath(f"{_BYLINE}/.."),
        ],
        "image": [
            css("figure.detail__media-image"),
            css(".read__photo figure"),
            meta("og:image"),
        ],
        "body": [css(".detail__body-text"), css(".itp_bodycontent")],
        "keywords": [
            xpath("//div[contains(@class, 'detail__body-tag')]/descendant::a"),
            css(".detail_tag a"),
        ],
        "related": [xpath("//div[contains(@class, 'cb-berita-terkait')]/descendant::article")],
    }
