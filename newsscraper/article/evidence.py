"""What every place of a page says of every field, those included that did not win."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from newsscraper.article.loader import FIELDS, MOST_NODES, ArticleLoader
from newsscraper.page.fetched_page import Page
from newsscraper.publisher.facts import Publisher


class Reading(NamedTuple):
    """What one place says of a field."""

    source: str
    """The place, as in ``Article.sources``."""
    value: Any
    """The usable value; None if there is none."""
    is_there: bool
    """Whether anything stands at the place."""


def evidence(page: Page, publisher: type[Publisher]) -> Mapping[str, list[Reading]]:
    """Return the readings of each field that the publisher has places for, best place first."""
    loader = ArticleLoader(page, publisher)
    found: dict[str, list[Reading]] = {}
    for name, places in publisher.sources.items():
        field, found[name] = FIELDS[name], []
        for place in places:
            nodes = page.read(place)[:MOST_NODES]
            value = field.finish(loader.get_value(nodes, field.read)) if nodes else None
            found[name].append(Reading(str(place), value or None, bool(nodes)))
    return found
