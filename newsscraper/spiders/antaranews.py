"""Antara: where things are on www.antaranews.com."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import css, ld, meta, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, NEVER, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import WholeAddress
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.numbered_index import NumberedIndex
from newsscraper.spiders.base import NewsSpider

_HOME = "https://www.antaranews.com"
_PIECE = r"(?P<id>\d+)/(?P<slug>[^/]+)"
_PLACE = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?:, [A-Z][\w. ]{1,30})?"
# Who wrote, who edited, and to whom it belongs stand together, in the body.
_CREDITS = css(".wrap__article-detail-content .text-muted.small")
_CRUMB = "(//*[contains(concat(' ', @class, ' '), ' breadcrumbs__item ')])[2]/descendant-or-self::a"
# Before the time stands how long reading takes.
_TIME = xpath("(//*[contains(@class, 'wrap__article-detail-info')]/descendant::li)[last()]")


class AntaranewsSpider(NewsSpider):
    """Antara, Jakarta: the national news agency, whose stories other houses carry.

    Evidence: places that others read in mid-2026; credits of 2026 as two of them cut them out; a
    log of lists that are not there, October 2026. No page was seen; nothing was fetched by us.

    No list by day answers any more. `/terkini` says how long ago a story came, not when, and
    nobody has measured how deep it leads: there is no backfill. A page that is not there is full
    of links to articles; only its status says so.

    Regional hosts (megapolitan., lampung. …) have the same template and numbers of their own: they
    are other sites, and so is the English one. Antara's pages forbid taking their content and
    crawling for AI without its written permission (2026); robots.txt does not.

    Guesses: that section pages have numbers, too; the addresses of pictures, films, infographics
    and press releases, and that these are paid for; `telaah` and `artikel`; JSON-LD; where tags
    and captions stand; what leads from page to page of a long story.
    """

    name = "antaranews"
    title = "Antara"
    evidence = Evidence("B-", "2026-10")
    reach = "no backfill"
    access = (
        "robots.txt allows articles (2026); its pages forbid crawling for AI without permission"
    )
    allowed_domains = ["antaranews.com"]
    houses = ("Antara", "ANTARA News", "LKBN Antara", "Antaranews.com", "PR Wire")
    roads = (
        NumberedIndex(f"{_HOME}/terkini"),
        NumberedIndex(f"{_HOME}/{{section}}"),
        NewsFeed(f"{_HOME}/rss/terkini.xml"),
    )
    sections = tuple(
        "politik hukum ekonomi metro sepakbola olahraga humaniora lifestyle hiburan dunia tekno "
        "otomotif".split()
    )
    example_url = (
        "https://www.antaranews.com/berita/5361207/"
        "nelayan-kupang-baca-arah-angin-dari-botol-bekas-rakitan-mahasiswa"
    )
    article_urls = ArticleUrls(
        publisher=name,
        host="www.antaranews.com",
        mirrors=("antaranews.com", "m.antaranews.com"),
        paths={
            "": (rf"(?:/amp)?/berita/{_PIECE}",),
            "release": (rf"/(?P<section>rilis-pers)/{_PIECE}",),
            "gallery": (rf"/(?P<section>foto)/{_PIECE}",),
            "video": (rf"/(?P<section>video)/{_PIECE}",),
            "infographic": (rf"/(?P<section>infografik)/{_PIECE}",),
        },
    )
    may_lack_text = (
        r"www\.antaranews\.com/(?:foto|infografik|interaktif|kuis|live[a-z-]*|video)/",
    )
    kinds = {
        "rilis-pers": "advertorial",
        "foto": "gallery",
        "video": "video",
        "infografik": "infographic",
        "artikel": "opinion",
        "telaah": "opinion",
    }
    index_items = [css(".wrapper__list__article .card__post-list")]
    paging = WholeAddress(
        parameter="page",
        value="all",
        links=xpath("//*[contains(@class, 'pagination')]/descendant::a[contains(@href, 'page=')]"),
        active=css(".pagination .active"),
    )
    body_rules = BodyRules(
        junk=f".text-muted.small, [id^=div-gpt-ad], {CAPTIONS}, {EMBEDS}",
        read_also=".baca-juga",
        sign_off=NEVER,
        # A story that Antara itself took over: Beijing (ANTARA/Xinhua) -
        dateline=re.compile(
            rf"(?P<place>{_PLACE}) \(ANTARA(?:/[\w .]{{2,20}})?\) ?[-\u2013\u2014]+ ?"
        ),
        leads=re.compile(r"^dilarang keras .{1,200}\bizin tertulis\b.{0,80}$", re.IGNORECASE),
    )
    sources = {
        "headline": [css(".wrap__article-detail-title"), css("h1"), ld("headline")],
        "url": [CANONICAL, url("url")],
        "description": [meta("description")],
        "section": [url("section"), xpath(f"{_CRUMB}/@href")],
        "section_name": [xpath(_CRUMB)],
        "authors": [_CREDITS],
        "byline": [_CREDITS],
        "editors": [_CREDITS],
        "date_published": [_TIME, ld("datePublished")],
        "date_modified": [ld("dateModified")],
        "date_published_raw": [_TIME],
        "image": [css(".wrap__article-detail-image figure"), meta("og:image")],
        "body": [css(".wrap__article-detail-content.post-content")],
        "keywords": [css(".blog-tags a")],
    }
