"""Links to articles: in index pages, in "Berita Lainnya" and in bodies."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from newsscraper.items import Link
from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.normalize.dates import is_relative, read_date
from newsscraper.normalize.text import clean_text
from newsscraper.page.nodes import MOST_LINKS, text_of

_WEB = ("https://", "http://")
_DROPPED = str.maketrans("", "", "\t\r\n")
"""What a browser drops from an address: it could hide what the address is."""
_WHOLE = re.compile(r"https?://[a-z0-9.-]+/[\w./-]*", re.ASCII)
"""What nearly every address looks like: nothing in it is to be resolved or dropped."""
_HEADLINES = frozenset({"h2", "h3"})
_SEPARATORS = ("-", "|", ",", "/", "\u2013", "\u2014", "\u2022", "\u00b7")
"""What stands between a label and a date: `Ekonomi - 20 Januari 2026`."""


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
        anchor = _headline_link(item, urls, base)
        if anchor is not None:
            found = read_link(anchor.get("href"), _headline(anchor), urls, base)
            if found:
                found.link["date_published"] = _date(item, found.link["url"], urls, timezone)
                yield found


def _headline(anchor: Any) -> str:
    """Return the headline of a link; one around a whole card holds section and date, too."""
    return text_of(next(anchor.iter(*_HEADLINES), anchor))


def _headline_link(item: Any, urls: ArticleUrls, base: str) -> Any | None:
    """Return the link of the headline: it stands in a heading, or is the first to an article.

    Those of a picture, without text, and of a section may come before it.
    """
    anchors = [*islice(item.iter("a"), MOST_LINKS)]
    headlines = (each for each in anchors if each.getparent().tag in _HEADLINES)
    headline = next(filter(_may_be_followed, headlines), None)
    if headline is not None:
        return headline
    shown = [each for each in anchors if _may_be_followed(each) and text_of(each)]
    articles = (each for each in shown if urls.key(absolute(base, each.get("href")) or ""))
    return next(chain(articles, shown), None)


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
    url = _cleaned(address) if isinstance(address, str) else ""
    if not url or url.startswith("#"):
        return None
    if not url.startswith(_WEB) or "[" in url:
        url = join(base, url)
    return url if url.lower().startswith(_WEB) and "/cdn-cgi/" not in url else None


def _cleaned(address: str) -> str:
    return address if _WHOLE.fullmatch(address) else clean_text(address.translate(_DROPPED))


def join(base: str, address: str) -> str:
    """Return *address*, as printed on *base*, as an absolute URL; "" if it can be none."""
    if _WHOLE.fullmatch(address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _date(item: Any, url: str, urls: ArticleUrls, timezone: str) -> str | None:
    """Return the date of a list item: that of its address, which is exact, else as printed.

    A ``datetime`` or ``title`` is exact, too, and so is a comment, where the text is "two hours
    ago". That is none: the hours and days are whole ones, and so it may name the day after. An
    address that says only the day comes last.
    """
    article = urls.match(url)
    told = (article and article.published) or ""
    for text in chain([told] if "T" in told else [], _texts(item), [told]):
        if text and not is_relative(text) and (date := read_date(text, timezone=timezone)):
            return date.value
    return None


def _texts(item: Any) -> Iterator[str]:
    """Yield where *item* may print its date, likely places first; of blocks only the innermost.

    An ``a`` that leads nowhere is one of them, and so is what stands behind a label.
    """
    inline = [each for each in item.iter("span", "time", "a") if not each.get("href")]
    yield from (node.get(name, "") for node in inline for name in ("datetime", "title"))
    yield from (note.text or "" for node in inline for note in node.iterchildren(etree.Comment))
    yield from map(text_of, inline)
    yield from (text_of(block) for block in item.iter("div") if len(block) == 0)
    behind = (clean_text(node.tail or "") for node in inline if node is not item)
    yield from (text for text in behind if text.startswith(_SEPARATORS))
