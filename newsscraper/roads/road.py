"""What all roads have in common, and what a page of one says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

from scrapy.http import Response

from newsscraper.items import Link

if TYPE_CHECKING:
    from datetime import date

    from newsscraper.arguments import Window
    from newsscraper.publisher import Publisher
    from newsscraper.walk import Walk


@dataclass(frozen=True)
class Listing:
    """What a page of a road says."""

    parts: Sequence[Mapping[str, Link]] = ({},)
    """The articles it lists, by key, newest first; a walk may end between two parts."""
    pages: Sequence[tuple[str, str]] = ()
    """URL and ``rel`` of the other pages that it links to."""
    latest: Mapping[str, str] = field(default_factory=dict)
    """Key -> ISO 8601 time when the article last changed: it is not younger than that."""


@dataclass(frozen=True)
class Road:
    """A way to find articles. With ``{section}`` in its URL it stands for one per section."""

    url: str
    """Its first page, or the template of its pages; also the road's name in the store."""

    has_depth: ClassVar[bool] = True
    """Whether it leads to older articles, too."""

    ends_empty: ClassVar[bool] = False
    """Whether a page without articles is the usual end, and nothing to be told."""

    is_ordered: ClassVar[bool] = True
    """Whether its pages go from newer articles to older ones: a walk may go on at any of them."""

    def by_section(self, sections: Sequence[str]) -> "Iterator[Self]":
        """Yield the roads that this one stands for."""
        if "{section}" not in self.url:
            yield self
            return
        for slug in sections:
            yield replace(self, url=self.url.replace("{section}", slug))

    def first_page(self, window: "Window", today: "date") -> str:
        """Return the URL of the first page to read; *today* is the publisher's day."""
        return self.url

    def read(self, response: Response, publisher: "type[Publisher]") -> Listing:
        """Return what a page of this road says. Raises NoArticle when it cannot be read."""
        raise NotImplementedError

    def is_further(self, page: str, than: str) -> bool:
        """Tell whether *page* surely lists older articles than the page *than*."""
        return False

    def next_page(self, page: str, listing: Listing, walk: "Walk") -> str | None:
        """Return the URL of the page to read after *page*; None at the end of the road.

        *listing* is what *page* says; it is empty when there is no such page.
        """
        raise NotImplementedError
