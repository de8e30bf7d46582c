"""Links to articles: in index pages, in "Berita Lainnya" and in bodies."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from newsscraper.items import Link
from newsscraper.normalize.dates import read_date
from newsscraper.normalize.text import clean_text
from newsscraper.normalize.urls import ArticleUrls, normalize_url

_FOLLOW = '@href and not(contains(concat(" ", @rel, " "), " nofollow "))'
# The headline's own link; a picture's link comes first in the page, but has no text.
_LINKS = etree.XPath(
    f".//*[self::h2 or self::h3]//a[{_FOLLOW}] | .//a[{_FOLLOW}][normalize-space()]"
)
_DATES = etree.XPath(".//span | .//time")


def read_link(address: str, text: str, urls: ArticleUrls, base: str) -> Link | None:
    """Return the link that *address*, as printed on *base*, makes; None when it leads nowhere.

    An article of this publisher gets its canonical URL; anything else stays as printed.
    """
    url = absolute(base, address)
    if url is None:
        return None
    article = urls.match(url)
    return {
        "url": article.url if article else url,
        "headline": clean_text(text) or None,
        "date_published": None,
    }


def read_items(items: Iterable[Any], urls: ArticleUrls, base: str, timezone: str) -> list[Link]:
    """Return the link of each list item with the date printed beside it; each article once."""
    links = []
    for item in items:
        for anchor in _LINKS(item)[:1]:
            link = read_link(anchor.get("href"), _text(anchor), urls, base)
            if link:
                link["date_published"] = _date(item, timezone)
                links.append(link)
    return unique(links, urls)


def unique(links: Iterable[Link], urls: ArticleUrls) -> list[Link]:
    """Return *links* without those whose article was there before."""
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(urls.key(link["url"]) or link["url"], link)
    return list(first.values())


def _date(item: Any, timezone: str) -> str | None:
    for node in _DATES(item):
        if date := read_date(_text(node), timezone=timezone):
            return date.value
    return None


def _text(element: Any) -> str:
    return clean_text("".join(element.itertext()))


def absolute(base: str, address: str) -> str | None:
    """Return *address*, as printed on *base*, as an absolute http(s) URL; None if it is none."""
    try:
        url = urljoin(base, clean_text(address))
    except ValueError:
        return None
    return url if normalize_url(url) else None
