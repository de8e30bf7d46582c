"""Which articles a run has asked for, and how far it follows "Berita Lainnya" from them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsscraper.items import Link
from newsscraper.normalize.urls import ArticleUrls


class Wanted(NamedTuple):
    """An article to be fetched."""

    key: str
    url: str
    hops: int
    """"Berita Lainnya" links that led here from an index page."""


class Frontier:
    """Asks for each article once, and follows its related links up to *limit* hops.

    An article may be met as a related one first and be listed by an index page later: then it
    counts as listed, and its related links are followed after all.
    """

    def __init__(self, urls: ArticleUrls, limit: int) -> None:
        self.urls = urls
        self.limit = limit
        self.hops: dict[str, int] = {}
        self.related: dict[str, list[Link]] = {}

    def admit(self, links: Iterable[Link], hops: int = 0) -> Iterator[Wanted]:
        """Yield those articles of *links*, met after *hops*, that are to be fetched now."""
        for link in links:
            key = self.urls.key(link["url"])
            if key and key not in self.hops:
                self.hops[key] = hops
                yield Wanted(key, link["url"], hops)
            elif key and hops < self.hops[key]:
                self.hops[key] = hops
                yield from self._follow(key)

    def follow(self, key: str, related: Iterable[Link], asked: str) -> Iterator[Wanted]:
        """Yield what to fetch of the *related* links of article *key*.

        *asked* is the key of the URL that was asked for: another one after a redirect.
        """
        self.hops.setdefault(key, self.hops.get(asked, 0))
        self.related[key] = list(related)
        yield from self._follow(key)

    def _follow(self, key: str) -> Iterator[Wanted]:
        """Yield from the links of *key*; they are forgotten once no shorter way to it is left."""
        hops = self.hops[key]
        links = self.related.get(key, []) if hops else self.related.pop(key, [])
        if hops < self.limit:
            yield from self.admit(links, hops + 1)
