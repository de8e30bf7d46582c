"""Of what kind an article is: by what its page says of itself, else by its section."""

from typing import Final

from newsscraper.page.fetched_page import Page
from newsscraper.publisher.facts import Publisher

_OF_TYPES: Final = {"AdvertiserContentArticle": "advertorial", "ClaimReview": "fact_check"}
"""Type of a JSON-LD block -> what it makes of any article."""


def kind_of(page: Page, publisher: type[Publisher], section: str | None) -> str:
    """Return the kind of the article on *page*, which is in a *section*."""
    for kind, places in publisher.kind_signs.items():
        if any(page.read(place) for place in places):
            return kind
    for name, kind in _OF_TYPES.items():
        if name in page.json_ld_types:
            return kind
    usual = "opinion" if "OpinionNewsArticle" in page.json_ld_types else "news"
    return publisher.kinds.get(section or "", usual)
