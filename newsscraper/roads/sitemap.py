"""Sitemaps, those of news and indexes of sitemaps (sitemaps.org, Google News), gzipped or not."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Response

from newsscraper.page.links import Found, absolute, read_link
from newsscraper.page.xml_document import children, read_xml, text_in
from newsscraper.roads.any_road import Lists, Progress, Road
from newsscraper.roads.list_entries import ListEntry, latest_time, listing_of, local_time
from newsscraper.roads.listing import Kind, Listing, Sight, Step
from newsscraper.roads.trail import Trail
from newsscraper.window import day_of


class Sitemap(Road):
    """A sitemap, or an index of several.

    Only ``news:publication_date`` says when an article appeared; ``lastmod`` says no more than
    that it is not younger.
    """

    label = "sitemap"
    is_ordered = False

    def read(self, response: Response, facts: Lists) -> Listing:
        """Return the articles that a sitemap lists, or the sitemaps that an index lists."""
        root, zone = read_xml(response), facts.timezone
        sitemaps = [_sitemap(entry, response.url, zone) for entry in children(root, "sitemap")]
        if sitemaps:
            here = [found for found in sitemaps if _is_own(found[0], response.url, facts)]
            return Listing(links=sorted(here, key=lambda found: found[1], reverse=True))
        entries = (_entry(entry, response.url, facts) for entry in children(root, "url"))
        return listing_of(entries)

    def next_page(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to the next sitemap that may list anything new, or in the window."""
        links = sight.listing.links
        wanted = [url for url, changed in links if not _is_before(progress, changed)]
        ahead = [url for url in (*wanted, *progress.trail.ahead) if not progress.has_read(url)]
        trail = Trail(tuple(ahead[1:]))
        leaves_out = len(wanted) < len(links)
        is_end = not ahead and not leaves_out and sight.kind == Kind.LIST
        return Step(next(iter(ahead), None), trail, leaves_out=leaves_out, lacks_next=is_end)


def _is_before(progress: Progress, changed: str) -> bool:
    """Tell whether nothing in a sitemap that last *changed* then is asked for."""
    if not changed:
        return False
    return progress.window.is_before(day_of(changed)) or progress.is_settled(changed)


def _is_own(url: str, index: str, facts: Lists) -> bool:
    """Tell whether a sitemap is on the host of its *index*, or another of the publisher's."""
    if not url:
        return False
    is_same = urlsplit(url).netloc == urlsplit(index).netloc
    return is_same or facts.article_urls.canonical(url) is not None


def _sitemap(entry: Any, base: str, zone: str) -> tuple[str, str]:
    """Return the URL of a sitemap, and when it last changed, "" when that is not said."""
    url = absolute(base, text_in(entry, "loc") or "") or ""
    return url, latest_time(text_in(entry, "lastmod"), zone) or ""


def _entry(entry: Any, base: str, facts: Lists) -> ListEntry | None:
    found = read_link(text_in(entry, "loc") or "", _title(entry), facts.article_urls, base)
    if found is None:
        return None
    published = next(_news(entry, "publication_date"), None)
    found.link["date_published"] = local_time(published, facts.timezone)
    return ListEntry(Found(*found), latest_time(text_in(entry, "lastmod"), facts.timezone))


def _title(entry: Any) -> str:
    return next(_news(entry, "title"), "")


def _news(entry: Any, name: str) -> Iterator[str]:
    for news in children(entry, "news"):
        if text := text_in(news, name):
            yield text
