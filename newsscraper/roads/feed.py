"""RSS and Atom feeds: the newest articles, and no older ones."""

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
    headline = text_in(item, "title") or ""
    found = read_link(_address(item), headline, publisher.article_urls, base)
    if found is None or found.key is None:
        return None
    published = text_in(item, "pubDate", "published", "date")
    found.link["date_published"] = local_time(published, publisher.timezone)
    return Entry(found, local_time(text_in(item, "updated"), publisher.timezone))


def _address(item: Any) -> str:
    """Return the address of an item: the text of ``link`` in RSS, its ``href`` in Atom."""
    for link in children(item, "link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    return text_in(item, "link", "guid") or ""
