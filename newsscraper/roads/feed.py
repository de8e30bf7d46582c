"""RSS and Atom feeds: the newest articles, and no older ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scrapy.http import Response

from newsscraper.links import read_link
from newsscraper.publisher import Publisher
from newsscraper.roads.entries import Entry, listing_of, local_time
from newsscraper.roads.road import Listing, Road
from newsscraper.xml_document import children, read_xml, text_in

if TYPE_CHECKING:
    from newsscraper.walk import Walk


@dataclass(frozen=True)
class Feed(Road):
    """An RSS or Atom feed."""

    has_depth = is_ordered = False

    def read(self, response: Response, publisher: type[Publisher]) -> Listing:
        """Return the articles of a feed."""
        root = read_xml(response)
        channels = [root, *children(root, "channel")]
        items = [item for channel in channels for item in children(channel, "item", "entry")]
        entries = (_entry(item, response.url, publisher) for item in items)
        return listing_of(filter(None, entries))

    def next_page(self, page: str, listing: Listing, walk: "Walk") -> str | None:
        """Return None: a feed has one page."""
        return None


def _entry(item: Any, base: str, publisher: type[Publisher]) -> Entry | None:
    headline, urls = text_in(item, "title") or "", publisher.article_urls
    links = (read_link(address, headline, urls, base) for address in _addresses(item))
    found = next((link for link in links if link and link.key), None)
    if found is None:
        return None
    published = text_in(item, "pubDate", "published", "date")
    found.link["date_published"] = local_time(published, publisher.timezone)
    return Entry(found, local_time(text_in(item, "updated"), publisher.timezone))


def _addresses(item: Any) -> Iterator[str]:
    """Yield what may be the address of an item: in Atom ``href`` of ``link``, in RSS its text.

    A link may lead over a host that counts clicks; then ``guid`` has the address.
    """
    for link in children(item, "link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href") or link.text or ""
    yield text_in(item, "guid") or ""
