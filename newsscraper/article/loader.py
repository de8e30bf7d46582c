"""The article loader: reads a publisher's places and normalises what stands there."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from itemloaders import ItemLoader
from itemloaders.processors import Identity, TakeFirst

from newsscraper.article import finishing, processors
from newsscraper.article.body import Body
from newsscraper.article.draft import Draft
from newsscraper.article.kinds import kind_of
from newsscraper.article.rights import read_rights
from newsscraper.items import Article, Claim
from newsscraper.normalize.dates import Date
from newsscraper.page.fetched_page import Page
from newsscraper.page.places import Place
from newsscraper.publisher.facts import Publisher

MOST_NODES: Final = 100
"""Elements or values of one place that are looked at; real ones have about ten."""

CONFLICT_FIELDS: Final = frozenset(
    {"headline", "authors", "editors", "date_published", "date_modified"}
)
"""Fields of which the article keeps what other places say."""


class Field(NamedTuple):
    """How one field is read."""

    read: Callable[..., list[Any]]
    """The input processor: the nodes of a place -> the usable values among them."""
    finish: Callable[[list[Any]], Any]
    """The output processor: those values -> the field's value."""


def _instant(date: Date) -> datetime:
    return datetime.fromisoformat(date.value)


def _earliest(dates: list[Date]) -> str | None:
    return min(dates, key=_instant).value if dates else None


def _latest(dates: list[Date]) -> str | None:
    return max(dates, key=_instant).value if dates else None


def _first_text(bodies: list[Body]) -> str | None:
    return bodies[0].text if bodies else None


_FIRST, _ALL = TakeFirst(), Identity()

FIELDS: Final[Mapping[str, Field]] = {
    "headline": Field(processors.read_headlines, _FIRST),
    "url": Field(processors.read_own_urls, _FIRST),
    "description": Field(processors.read_texts, _FIRST),
    "section": Field(processors.read_sections, _FIRST),
    "section_name": Field(processors.read_labels, _FIRST),
    "authors": Field(processors.read_people, _ALL),
    "editors": Field(processors.read_editors, _ALL),
    "byline": Field(processors.read_bylines, _FIRST),
    "date_published": Field(processors.read_dates, _earliest),
    "date_modified": Field(processors.read_dates, _latest),
    "date_published_raw": Field(processors.read_date_texts, _FIRST),
    "image": Field(processors.read_images, _FIRST),
    "body": Field(processors.read_bodies, _first_text),
    "keywords": Field(processors.read_keywords, _ALL),
    "related": Field(processors.read_related, _ALL),
    "free_access": Field(processors.read_booleans, _FIRST),
}
"""Every field that places can give, and how it is read."""


class ArticleLoader(ItemLoader):
    """Fills one `Article` from one page.

    For each field the first place that gives a usable value wins. Places are not merged: the
    byline and JSON-LD together would pass an editor off as a second reporter.
    """

    def __init__(self, page: Page, publisher: type[Publisher]) -> None:
        context: processors.Context = {
            "page": page,
            "urls": publisher.article_urls,
            "timezone": publisher.timezone,
            "dates": {},
            "houses": publisher.houses,
            "body_rules": publisher.body_rules,
        }
        super().__init__(**context)
        self.page = page
        self.publisher = publisher
        self.places: dict[str, str] = {}
        self.conflicts: dict[str, list[Claim]] = {}

    def get_input_processor(self, field_name: str) -> Callable[..., list[Any]]:
        """Return how the nodes of a place are read."""
        return FIELDS[field_name].read

    def get_output_processor(self, field_name: str) -> Callable[[list[Any]], Any]:
        """Return how the value is made."""
        return FIELDS[field_name].finish

    def load_item(self) -> Article:
        """Return the article; fields that no place gives stay empty."""
        return self.load_draft().finished(self.publisher)

    def load_draft(self) -> Draft:
        """Return the article with its text as it was read: there may be further pages of it."""
        for name, places in self.publisher.sources.items():
            self._read_field(name, places)
        article = Article(**{name: self.get_output_value(name) for name in self.places})
        article.sources, article.conflicts = self.places, self.conflicts
        article.publisher = self.publisher.name
        article.key = self.page.address.key if self.page.address else None
        article.kind = kind_of(self.page, self.publisher, article.section)
        article.language = self.publisher.language
        article.rights = read_rights(self.page)
        finishing.finish_dates(article, self.get_collected_values("date_published"))
        finishing.finish_image(article)
        body: Body = next(iter(self.get_collected_values("body")), Body())
        return Draft(article, body, self.page.url)

    def _read_field(self, name: str, places: Iterable[Place]) -> None:
        """Read a field from the first of *places* that has it, and what those after it say."""
        rest = iter(places)
        for place in rest:
            nodes = self.page.read(place)[:MOST_NODES]
            if nodes and self.add_value(name, nodes).get_collected_values(name):
                self.places[name] = str(place)
                if name in CONFLICT_FIELDS:
                    self._add_conflicts(name, rest)
                return

    def _add_conflicts(self, name: str, places: Iterable[Place]) -> None:
        """Keep what the other places say of a field, where it differs."""
        field, won = FIELDS[name], self.get_output_value(name)
        for place in places:
            nodes = self.page.read(place)[:MOST_NODES]
            value = field.finish(self.get_value(nodes, field.read)) if nodes else None
            if value and value != won and not _is_same_instant(name, value, won):
                self.conflicts.setdefault(name, []).append({"value": value, "source": str(place)})


def _is_same_instant(name: str, value: Any, other: Any) -> bool:
    """Tell whether two dates are one; without seconds, one is of that minute."""
    if not name.startswith("date_"):
        return False
    dates = [datetime.fromisoformat(date) for date in (value, other)]
    if all(date.second for date in dates):
        return dates[0] == dates[1]
    return dates[0].replace(second=0) == dates[1].replace(second=0)
