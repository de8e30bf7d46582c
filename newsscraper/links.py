"""Links to articles: in index pages, in "Berita Lainnya" and in bodies."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from newsscraper.items import Link
from newsscraper.normalize.dates import read_date
from newsscraper.normalize.text import clean_text
from newsscraper.normalize.urls import ArticleUrls

_FOLLOW = '@href and not(contains(concat(" ", @rel, " "), " nofollow "))'
# The headline's own link; a picture's link comes first in the page, but has no text.
_HEADLINE_LINKS = etree.XPath(f".//*[self::h2 or self::h3]//a[{_FOLLOW}]")
_LINKS = etree.XPath(f"descendant-or-self::a[{_FOLLOW}][normalize-space()]")
_DATES = etree.XPath(".//span | .//time")


class Found(NamedTuple):
    """A link that was read."""

    key: str | None
    """The article's key; None when it is no article of this publisher."""
    link: Link


def read_link(address: str, text: str, urls: ArticleUrls, base: str) -> Found | None:
    """Return the link that *address*, as printed on *base*, makes; None when it leads nowhere.

    An article of this publisher gets its canonical URL; anything else is absolute as printed.
    """
    url = absolute(base, address)
    if url is None:
        return None
    article = urls.match(url)
    link = Link(
        url=article.url if article else url, headline=clean_text(text) or None, date_published=None
    )
    return Found(article.key if article else None, link)


def read_items(items: Iterable[Any], urls: ArticleUrls, base: str, timezone: str) -> list[Found]:
    """Return the link of each list item with the date printed beside it; each article once."""
    return list(unique(_read_items(items, urls, base, timezone)))


def _read_items(
    items: Iterable[Any], urls: ArticleUrls, base: str, timezone: str
) -> Iterator[Found]:
    for item in items:
        for anchor in (_HEADLINE_LINKS(item) or _LINKS(item))[:1]:
            found = read_link(anchor.get("href"), _text(anchor), urls, base)
            if found:
                found.link["date_published"] = _date(item, timezone)
                yield found


def unique(links: Iterable[Found | None]) -> Iterator[Found]:
    """Yield *links* without those whose article was there before."""
    seen = set()
    for found in links:
        if found and (name := found.key or found.link["url"]) not in seen:
            seen.add(name)
            yield found


def absolute(base: str, address: str) -> str | None:
    """Return *address*, as printed on *base*, as an absolute http(s) URL; None if it is none."""
    try:
        url = urljoin(base, clean_text(address))
    except ValueError:
        return None
    return url if url.lower().startswith(("http://", "https://")) else None


def _date(item: Any, timezone: str) -> str | None:
    for node in _DATES(item):
        if date := read_date(_text(node), timezone=timezone):
            return date.value
    return None


def _text(element: Any) -> str:
    return clean_text("".join(element.itertext()))
