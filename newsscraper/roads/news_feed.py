"""RSS and Atom feeds: the newest articles, and no older ones."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from newsscraper.page.links import read_link
from newsscraper.page.xml_document import children, read_xml, text_in
from newsscraper.roads.any_road import Lists, Progress, Road
from newsscraper.roads.list_entries import ListEntry, listing_of, local_time
from newsscraper.roads.listing import Kind, Listing, Sight, Step


class NewsFeed(Road):
    """An RSS or Atom feed."""

    label = "RSS feed"
    has_depth = is_ordered = False

    def read(self, response: Response, facts: Lists) -> Listing:
        """Return the articles of a feed."""
        root = read_xml(response)
        channels = [root, *children(root, "channel")]
        items = [item for channel in channels for item in children(channel, "item", "entry")]
        entries = (_entry(item, response.url, facts) for item in items)
        return listing_of(entries)

    def next_page(self, page: str, sight: Sight, progress: Progress) -> Step:
        """Return the step to no other page: a feed has one."""
        return Step(lacks_next=sight.kind == Kind.LIST)


def _entry(item: Any, base: str, facts: Lists) -> ListEntry | None:
    headline, urls = text_in(item, "title") or "", facts.article_urls
    links = [read_link(address, headline, urls, base) for address in _addresses(item)]
    some = [link for link in links if link]
    own = [link for link in some if urls.canonical(link.link["url"])]
    found = next((link for link in own if link.key), next(iter(own or some), None))
    if found is None:
        return None
    published = text_in(item, "pubDate", "published", "date")
    found.link["date_published"] = local_time(published, facts.timezone)
    return ListEntry(found, local_time(text_in(item, "updated"), facts.timezone))


def _addresses(item: Any) -> Iterator[str]:
    """Yield what may be the address of an item: in Atom ``href`` of ``link``, in RSS its text.

    A link may lead over a host that counts clicks; then ``guid`` has the address.
    """
    for link in children(item, "link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href") or link.text or ""
    yield text_in(item, "guid") or ""
