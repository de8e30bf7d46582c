"""Made-up articles that come page by page, and the publisher that spreads them."""

from datetime import UTC, datetime, timedelta

from lab.warcs import Warc

from worlds.site import HOME, an_article, whole_page

SPIDER = """
from newsscraper.page.places import css
from newsscraper.publisher.paging import PageByPage
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

class PagedSpider(MediaIndonesiaSpider):
    paging = PageByPage(links=css(".halaman a"))
"""
MODULE = "page_by_page"
SETTING = f"SPIDER_MODULES={MODULE}"
SENTENCE = "Halaman {} dari berita {} bercerita tentang sawah, pasar dan hujan {} sore."
BEGAN = datetime(2026, 1, 21, 3, tzinfo=UTC)


def write_spider(folder):
    """Write the module of the publisher into *folder*."""
    (folder / f"{MODULE}.py").write_text(SPIDER, encoding="utf-8")


def key(number):
    """The key of an article."""
    return f"mediaindonesia:{800_000 + number}"


def url(number, page=1):
    """The address of a page of an article."""
    first = f"{HOME}/ekonomi/{800_000 + number}/berita"
    return f"{first}?page={page}" if page > 1 else first


def text(number, page, state="pertama"):
    """What a page says; a *state* is what the publisher made of it later."""
    return SENTENCE.format(page, number, state)


def body(number, page, of, state="pertama"):
    """A page of so many."""
    links = "".join(f'<a href="{url(number, each)}">{each}</a>' for each in range(1, of + 1))
    content = f'<p>{text(number, page, state)}</p></div><div class="halaman">{links}'
    return whole_page(an_article(f"Berita {number}", "2026-01-20 06:40", content)).encode()


def write_captures(file, captures):
    """Write a WARC file of (number, page, of, state, minutes after the begin)."""
    with Warc(file) as warc:
        warc.record("urn:info", "warcinfo", b"software: press")
        for number, page, of, state, minute in captures:
            moment = BEGAN + timedelta(minutes=minute)
            warc.page(url(number, page), body(number, page, of, state), at=moment)
    return file
