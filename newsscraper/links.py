"""Links to articles: in index pages, in "Berita Lainnya" and in bodies."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urljoin

from newsscraper.items import Link
from newsscraper.nodes import MOST_LINKS, text_of
from newsscraper.normalize.dates import read_date
from newsscraper.normalize.text import clean_text
from newsscraper.normalize.urls import ArticleUrls

_WEB = ("https://", "http://")
_DROPPED = str.maketrans("", "", "\t\r\n")
"""What a browser drops from an address: it could hide what the address is."""
_HEADLINES = frozenset({"h2", "h3"})


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
        anchor = _headline_link(item)
        if anchor is not None:
            found = read_link(anchor.get("href"), _headline(anchor), urls, base)
            if found:
                found.link["date_published"] = _date(item, found.link["url"], urls, timezone)
                yield found


def _headline(anchor: Any) -> str:
    """Return the headline of a link; one around a whole card holds section and date, too."""
    return text_of(next(anchor.iter(*_HEADLINES), anchor))


def _headline_link(item: Any) -> Any | None:
    """Return the link of the headline; a picture's link may come first, but has no text."""
    first = None
    for anchor in islice(item.iter("a"), MOST_LINKS):
        if _may_be_followed(anchor):
            if anchor.getparent().tag in _HEADLINES:
                return anchor
            if first is None and text_of(anchor):
                first = anchor
    return first


def _may_be_followed(anchor: Any) -> bool:
    return bool(anchor.get("href")) and "nofollow" not in anchor.get("rel", "").lower().split()


def unique(links: Iterable[Found | None]) -> Iterator[Found]:
    """Yield *links* without those whose article was there before."""
    seen = set()
    for found in links:
        if found and (name := found.key or found.link["url"]) not in seen:
            seen.add(name)
            yield found


def absolute(base: str, address: str) -> str | None:
    """Return *address*, as printed on *base*, as an absolute http(s) URL; None if it is none.

    An empty one and a bare ``#…`` lead nowhere; ``/cdn-cgi/`` is Cloudflare's, traps included.
    """
    url = clean_text(address.translate(_DROPPED)) if isinstance(address, str) else ""
    if not url or url.startswith("#"):
        return None
    if not url.startswith(_WEB) or "[" in url:
        try:
            url = urljoin(base, url)
        except ValueError:
            return None
    return url if url.lower().startswith(_WEB) and "/cdn-cgi/" not in url else None


def _date(item: Any, url: str, urls: ArticleUrls, timezone: str) -> str | None:
    """Return the date of a list item, by its address or as printed.

    An address that has a date is exact. A `title` is, too, where the text is "two hours ago".
    """
    article = urls.match(url)
    texts = (text for node in item.iter("span", "time", "div") for text in _texts(node))
    for text in ((article and article.published) or "", *texts):
        if text and (date := read_date(text, timezone=timezone)):
            return date.value
    return None


def _texts(node: Any) -> Iterator[str]:
    """Yield where *node* may print a date; a block that holds others is looked at in those."""
    yield node.get("title", "")
    if node.tag != "div" or len(node) == 0:
        yield text_of(node)
