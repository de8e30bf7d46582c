"""Lampung Post: where things are on lampost.co."""

import re

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS, BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.roads.index import Index
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.sitemap import Sitemap
from newsscraper.roads.wordpress_posts import WordPressPosts
from newsscraper.spiders.wordpress import WordPressSpider

_SLUG = r"(?P<slug>(?!\d+$)[^/]+)(?P<more>/\d{1,3})?"
_PATH = rf"/(?P<section>[a-z0-9-]+)(?:/[a-z0-9-]+)?/{_SLUG}"
_NO_ARTICLES = "amp|wp-[a-z]+|category|tag|author|page|feed|comments|search|epaper"


class LampostSpider(WordPressSpider):
    """Lampung Post, Bandar Lampung, of Media Group.

    Evidence: scripts of the site's own front end, undated, which call its REST interface; the
    interface is WordPress's own, and documented. No crawler of this site is known, and nothing was
    fetched by us. Guessed are the permalinks, a category and a slug of three words or more, the
    slugs of the sections, the sitemap, the links to further pages of an article, as WordPress
    writes them, and the places of the pages, which are those of common themes.
    """

    name = "lampost"
    title = "Lampung Post"
    evidence = Evidence("B-", "2026-10")
    reach = "all that REST lists"
    access = "not known; pages are read where the REST interface is closed"
    allowed_domains = ["lampost.co"]
    houses = ("Lampost", "Lampost.co", "Lampung Post", "Redaksi", "Admin", "Editor Lampost")
    roads = (
        WordPressPosts("https://lampost.co/wp-json/wp/v2/posts"),
        NewsFeed("https://lampost.co/feed"),
        Sitemap("https://lampost.co/sitemap_index.xml"),
        Index("https://lampost.co/category/{section}"),
    )
    sections = tuple("lampung nasional ekonomi politik hukum olahraga humaniora opini".split())
    example_url = "https://lampost.co/ekonomi/petani-kopi-liwa-menjemur-panen-di-halaman-balai"
    article_urls = ArticleUrls(
        publisher=name,
        host="lampost.co",
        mirrors=("www.",),
        number="{slug}",
        form="[a-z0-9]+(?:-[a-z0-9]+){2,}",
        longest_id=200,
        paths={"": (rf"(?!/(?:{_NO_ARTICLES})/){_PATH}",)},
    )
    kinds = {"opini": "opinion", "advertorial": "advertorial", "infografis": "infographic"}
    body_rules = BodyRules(
        junk=f".sharedaddy, .code-block, .jeg_ad, ins.adsbygoogle, {CAPTIONS}, {EMBEDS}",
        read_also=".baca-juga, .jnews_inline_related_post",
        # A desk code of Media Group, (MI/E-1), or the initials of the editor, (RIN).
        sign_off=re.compile(
            r"(?:^|(?<=[.!?\"\u201d]))\s*\((?P<code>[A-Z]{2,4}(?:/[A-Z]{1,3}-\d{1,2})?)\)$"
        ),
        dateline=re.compile(
            r"(?P<place>[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}) ?\((?i:lampost(?:\.co)?)\)"
            r" ?[:\u2013\u2014-]+ ?"
        ),
    )
