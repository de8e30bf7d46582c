"""Sitemaps, those of news and indexes of sitemaps (sitemaps.org, Google News), gzipped or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.http import Response

from newsscraper.links import Found, absolute, read_link
from newsscraper.publisher import Publisher
from newsscraper.roads.entries import Entry, latest_time, listing_of, local_time
from newsscraper.roads.road import Listing, Road
from newsscraper.scope import day_of
from newsscraper.xml_document import children, read_xml, text_in

if TYPE_CHECKING:
    from newsscraper.walk import Walk


@dataclass(frozen=True)
class Sitemap(Road):
    """A sitemap, or an index of several.

    Only ``news:publication_date`` says when an article appeared; ``lastmod`` says no more than
    that it is not younger.
    """

    is_ordered = False

    def read(self, response: Response, publisher: type[Publisher]) -> Listing:
        """Return the articles that a sitemap lists, or the sitemaps that an index lists."""
        root, zone = read_xml(response), publisher.timezone
        sitemaps = [_sitemap(entry, response.url, zone) for entry in children(root, "sitemap")]
        if sitemaps:
            here = [found for found in sitemaps if _is_own(found[0], response.url, publisher)]
            return Listing(pages=sorted(here, key=lambda found: found[1], reverse=True))
        entries = (_entry(entry, response.url, publisher) for entry in children(root, "url"))
        return listing_of(filter(None, entries))

    def next_page(self, page: str, listing: Listing, walk: "Walk") -> str | None:
        """Return the next sitemap of an index that may list anything new, or in the window."""
        ahead = [url for url, changed in listing.pages if not _is_before(walk, changed)]
        # Those that are not asked for had their articles.
        walk.has_articles = walk.has_articles or len(ahead) < len(listing.pages)
        walk.ahead = [url for url in (*ahead, *walk.ahead) if not walk.has_read(url)]
        return walk.ahead.pop(0) if walk.ahead else None


def _is_before(walk: "Walk", changed: str) -> bool:
    return bool(changed) and (walk.window.is_before(day_of(changed)) or walk.is_settled(changed))


def _is_own(url: str, index: str, publisher: type[Publisher]) -> bool:
    """Tell whether a sitemap is on the host of its *index*, or another of the publisher's."""
    is_same = bool(url) and urlsplit(url).netloc == urlsplit(index).netloc
    return is_same or (bool(url) and publisher.article_urls.canonical(url) is not None)


def _sitemap(entry: Any, base: str, zone: str) -> tuple[str, str]:
    """Return the URL of a sitemap, and when it last changed, "" when that is not said."""
    url = absolute(base, text_in(entry, "loc") or "") or ""
    return url, latest_time(text_in(entry, "lastmod"), zone) or ""


def _entry(entry: Any, base: str, publisher: type[Publisher]) -> Entry | None:
    found = read_link(text_in(entry, "loc") or "", _title(entry), publisher.article_urls, base)
    if found is None or found.key is None:
        return None
    published = next(_news(entry, "publication_date"), None)
    found.link["date_published"] = local_time(published, publisher.timezone)
    return Entry(Found(*found), latest_time(text_in(entry, "lastmod"), publisher.timezone))


def _title(entry: Any) -> str:
    return next(_news(entry, "title"), "")


def _news(entry: Any, name: str) -> Iterator[str]:
    for news in children(entry, "news"):
        if text := text_in(news, name):
            yield text
