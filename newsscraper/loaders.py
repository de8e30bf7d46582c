"""The article loader: reads a publisher's places and normalises what stands there."""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from itemloaders import ItemLoader
from itemloaders.processors import Identity, TakeFirst

from newsscraper import processors
from newsscraper.body import Body
from newsscraper.items import Article, Claim
from newsscraper.links import read_link, unique
from newsscraper.normalize.agencies import agency_of_byline, agency_of_sign_off, agency_of_text
from newsscraper.normalize.dates import Date
from newsscraper.page import Page
from newsscraper.places import Place
from newsscraper.publisher import Publisher
from newsscraper.rights import read_rights

MOST_NODES = 100
"""Elements or values of one place that are looked at; real ones have about ten."""

CONFLICT_FIELDS = frozenset({"headline", "authors", "editors", "date_published", "date_modified"})


def _instant(date: Date) -> datetime:
    return datetime.fromisoformat(date.value)


def _earliest(dates: list[Date]) -> str | None:
    return min(dates, key=_instant).value if dates else None


def _latest(dates: list[Date]) -> str | None:
    return max(dates, key=_instant).value if dates else None


def _first_text(bodies: list[Body]) -> str | None:
    return bodies[0].text if bodies else None


class ArticleLoader(ItemLoader):
    """Fills one `Article` from one page.

    For each field the first place that gives a usable value wins. Places are not merged: the
    byline and JSON-LD together would pass an editor off as a second reporter.
    """

    default_item_class = Article

    headline_in = staticmethod(processors.read_headlines)
    description_in = byline_in = staticmethod(processors.read_texts)
    authors_in = staticmethod(processors.read_people)
    editors_in = staticmethod(processors.read_editors)
    date_published_in = date_modified_in = staticmethod(processors.read_dates)
    date_published_raw_in = staticmethod(processors.read_date_texts)
    url_in = staticmethod(processors.read_own_urls)
    section_in = staticmethod(processors.read_sections)
    section_name_in = staticmethod(processors.read_labels)
    keywords_in = staticmethod(processors.read_keywords)
    image_in = staticmethod(processors.read_images)
    related_in = staticmethod(processors.read_related)
    free_access_in = staticmethod(processors.read_booleans)
    body_in = staticmethod(processors.read_bodies)

    headline_out = description_out = section_name_out = byline_out = TakeFirst()
    date_published_raw_out = url_out = section_out = image_out = free_access_out = TakeFirst()
    date_published_out = staticmethod(_earliest)
    date_modified_out = staticmethod(_latest)
    authors_out = editors_out = keywords_out = related_out = Identity()
    body_out = staticmethod(_first_text)

    def __init__(self, page: Page, publisher: type[Publisher]) -> None:
        super().__init__(page=page, publisher=publisher)
        self.page = page
        self.publisher = publisher
        self.places: dict[str, str] = {}
        self.conflicts: dict[str, list[Claim]] = {}

    def load_item(self) -> Article:
        """Return the article; fields that no place gives stay empty."""
        self._add_sources()
        article: Article = super().load_item()
        article.publisher = self.publisher.name
        article.key = self.page.address.key if self.page.address else None
        article.kind = self.publisher.kinds.get(article.section or "", "news")
        article.language = self.publisher.language
        article.rights = read_rights(self.page)
        self._finish_dates(article)
        self._finish_image(article)
        self._finish_body(article)
        article.sources, article.conflicts = self.places, self.conflicts
        return article

    def get_input_processor(self, field_name: str) -> Callable[..., Any]:
        """Return the field's own; itemloaders' search for defaults costs as much as a field."""
        processor: Callable[..., Any] = getattr(self, f"{field_name}_in")
        return processor

    def get_output_processor(self, field_name: str) -> Callable[..., Any]:
        """Return the field's own."""
        processor: Callable[..., Any] = getattr(self, f"{field_name}_out")
        return processor

    def _add_sources(self) -> None:
        """Read every field of the publisher's ``sources``, best place first."""
        for name, places in self.publisher.sources.items():
            for number, place in enumerate(places):
                nodes = self.page.read(place)[:MOST_NODES]
                if nodes and self.add_value(name, nodes).get_collected_values(name):
                    self.places[name] = str(place)
                    if name in CONFLICT_FIELDS:
                        self._add_conflicts(name, places[number + 1 :])
                    break

    def _add_conflicts(self, name: str, places: Iterable[Place]) -> None:
        """Keep what the other places say of a field, where it differs."""
        won = self.get_output_value(name)
        process, finish = self.get_input_processor(name), self.get_output_processor(name)
        for place in places:
            nodes = self.page.read(place)[:MOST_NODES]
            value = finish(self.get_value(nodes, process)) if nodes else None
            if value and value != won and not _is_same_instant(name, value, won):
                self.conflicts.setdefault(name, []).append({"value": value, "source": str(place)})

    def _finish_dates(self, article: Article) -> None:
        published, modified = article.date_published, article.date_modified
        for date in self.get_collected_values("date_published"):
            if date.value == published:
                article.date_precision = date.precision
        if published and modified and not _is_later(modified, published):
            article.date_modified = None
            del self.places["date_modified"]

    def _finish_image(self, article: Article) -> None:
        """Take the headline for no caption: templates fill an empty caption with it."""
        if article.image and article.image["caption"] == article.headline:
            article.image["caption"] = None

    def _finish_body(self, article: Article) -> None:
        body: Body = next(iter(self.get_collected_values("body")), Body())
        opening = body.parts[0]["text"] if body.parts else ""
        body.cut(article.headline, self.publisher.body_rules)
        article.body = body.text or None
        article.body_parts = body.parts
        article.sign_off, article.dateline = body.sign_off, body.dateline
        article.syndicated_from = body.syndicated_from
        urls, base = self.publisher.article_urls, self.page.url
        links = unique(read_link(*link, urls, base) for link in body.read_also)
        article.read_also = [link for _, link in links]
        article.word_count = len(body.text.split())
        article.content_hash = sha256(f"{article.headline}\n\n{article.body}".encode()).hexdigest()
        for name in ("body_parts", "sign_off", "dateline", "syndicated_from", "read_also"):
            if getattr(article, name):
                self.places[name] = self.places["body"]
        if article.body_parts and not article.syndicated_from:
            self._credit_agency(article, opening)

    def _credit_agency(self, article: Article, opening: str) -> None:
        """Name the agency as the source of a story that credits one, in its *opening* or later."""
        place, agency = "body", agency_of_sign_off(article.sign_off or "")
        agency = agency or agency_of_text(opening, article.body_parts[-1]["text"])
        if not agency and (agency := agency_of_byline(article.byline or "")):
            place = "byline"
        if agency:
            article.syndicated_from = {"publisher": agency, "headline": None, "url": None}
            self.places["syndicated_from"] = self.places[place]


def _is_later(date: str, than: str) -> bool:
    return datetime.fromisoformat(date) > datetime.fromisoformat(than)


def _is_same_instant(name: str, value: Any, other: Any) -> bool:
    """Tell whether two dates are one; without seconds, one is of that minute."""
    if not name.startswith("date_"):
        return False
    dates = [datetime.fromisoformat(date) for date in (value, other)]
    if all(date.second for date in dates):
        return dates[0] == dates[1]
    return dates[0].replace(second=0) == dates[1].replace(second=0)
