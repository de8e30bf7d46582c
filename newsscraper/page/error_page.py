"""Recognises error pages that are sent as if they were the page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lxml import etree

from newsscraper.page.error_heading import is_error_heading
from newsscraper.page.fetched_page import Page, Readable
from newsscraper.page.nodes import text_of
from newsscraper.page.places import url

_HEADINGS: Final = etree.XPath("/descendant::title | /descendant::h1")
_ELSEWHERE: Final = frozenset({"a", "aside", "footer", "li", "nav"})
"""Elements in which other articles have their dates."""


def is_error_page(page: Page, sources: Mapping[str, Sequence[Readable]]) -> bool:
    """Tell whether *page* says in place of a headline that there is none, or that all is down.

    An article that has such a headline says who it is in JSON-LD, or has a date, where *sources*
    look for one. The date in an address is none: a page that is not there has it, too.
    """
    if page.json_ld:
        return False
    return any(map(is_error_heading, set(_headings(page)))) and not _has_date(page, sources)


def _headings(page: Page) -> Iterator[str]:
    """Yield the title and the headlines of a page."""
    for element in _HEADINGS(page.root)[:10]:
        yield text_of(element)
    yield from page.metas.get("og:title", [])


def _has_date(page: Page, sources: Mapping[str, Sequence[Readable]]) -> bool:
    places = (place for place in sources.get("date_published", ()) if not isinstance(place, url))
    nodes = (node for place in places for node in page.read(place)[:10])
    return any(_is_own(node) and re.search(r"\d", text_of(node)) for node in nodes)


def _is_own(node: Any) -> bool:
    """Tell whether *node* is no element of a list, or of a box beside the page's content."""
    if not etree.iselement(node):
        return True
    return not any(above.tag in _ELSEWHERE for above in (node, *node.iterancestors()))
