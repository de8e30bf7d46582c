"""The article loader: reads a publisher's places and normalises what stands there."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from itemloaders import ItemLoader
from itemloaders.processors import Identity, TakeFirst

from newsscraper.body import Body, read_body
from newsscraper.items import Article, Claim, Image, Link
from newsscraper.links import read_items, read_link, unique
from newsscraper.normalize.dates import Date, read_date
from newsscraper.normalize.names import people
from newsscraper.normalize.text import clean_text, split_caption
from newsscraper.places import Page, Place
from newsscraper.rights import read_rights

if TYPE_CHECKING:
    from newsscraper.spiders.base import NewsSpider

CONFLICT_FIELDS = frozenset({"headline", "authors", "editors", "date_published", "date_modified"})
_INSTANT_FIELDS = frozenset({"date_published", "date_modified"})


def text_of(node: Any) -> str:
    """Return the text of an element, attribute or JSON value; empty for any other type."""
    if isinstance(node, str):
        return clean_text(node)
    if hasattr(node, "itertext"):
        return clean_text("".join(node.itertext()))
    return ""


def texts(nodes: Iterable[Any]) -> list[str]:
    """Return the texts of *nodes* that have one."""
    return [text for node in nodes if (text := text_of(node))]


class ArticleLoader(ItemLoader):
    """Fills one `Article` from one page.

    For each field the first place that gives a usable value wins. Places are not merged: the
    byline and JSON-LD together would pass an editor off as a second reporter.
    """

    default_item_class = Article
    default_input_processor = staticmethod(texts)
    default_output_processor = TakeFirst()
    authors_out = editors_out = keywords_out = related_out = Identity()

    def __init__(self, page: Page, publisher: "type[NewsSpider]") -> None:
        super().__init__()
        self.page = page
        self.publisher = publisher
        self.key = page.address.key if page.address else None
        self.places: dict[str, str] = {}
        self.conflicts: dict[str, list[Claim]] = {}

    def load_item(self) -> Article:
        """Return the article; fields that no place gives stay empty."""
        self._add_sources()
        article: Article = super().load_item()
        article.publisher = self.publisher.name
        article.key = self.key
        article.kind = self.publisher.kinds.get(article.section or "", "news")
        article.language = self.publisher.language
        article.rights = read_rights(self.page)
        self._add_body(article)
        self._add_dates(article)
        article.sources, article.conflicts = self.places, self.conflicts
        return article

    def _add_sources(self) -> None:
        """Read every field of the publisher's ``sources``, best place first."""
        for name, places in self.publisher.sources.items():
            for number, place in enumerate(places):
                self.add_value(name, place.read(self.page))
                if self.get_collected_values(name):
                    self.places[name] = str(place)
                    if name in CONFLICT_FIELDS:
                        self._add_conflicts(name, places[number + 1 :])
                    break

    def _add_conflicts(self, name: str, places: Iterable[Place]) -> None:
        """Keep what the other places say of a field, where it differs."""
        won = self.get_output_value(name)
        for place in places:
            rival = ArticleLoader(self.page, self.publisher)
            rival.add_value(name, place.read(self.page))
            value = rival.get_output_value(name)
            if value and not _is_same(name, value, won):
                self.conflicts.setdefault(name, []).append({"value": value, "source": str(place)})

    def _add_body(self, article: Article) -> None:
        body: Body = next(iter(self.get_collected_values("body")), Body())
        links = (
            read_link(*link, self.publisher.article_urls, self.page.url) for link in body.read_also
        )
        article.body_parts = body.parts
        article.read_also = unique(filter(None, links), self.publisher.article_urls)
        article.sign_off, article.dateline = body.sign_off, body.dateline
        article.syndicated_from = body.syndicated_from
        article.word_count = len((article.body or "").split())
        article.content_hash = sha256(f"{article.headline}\n\n{article.body}".encode()).hexdigest()
        for name in ("body_parts", "sign_off", "dateline", "syndicated_from", "read_also"):
            if getattr(article, name):
                self.places[name] = self.places["body"]

    def _add_dates(self, article: Article) -> None:
        for published in self.get_collected_values("date_published")[:1]:
            article.date_precision = published.precision
            if article.date_modified and not _is_later(article.date_modified, published.value):
                article.date_modified = None
                del self.places["date_modified"]

    def authors_in(self, nodes: list[Any]) -> list[str]:
        """Return the persons among *nodes*."""
        return [name for text in texts(nodes) for name in people(text, self.publisher.houses)]

    editors_in = authors_in

    def date_published_in(self, nodes: list[Any]) -> list[Date]:
        """Return the dates among *nodes*, in the publisher's zone."""
        zone = self.publisher.timezone
        return [date for text in texts(nodes) if (date := read_date(text, timezone=zone))]

    date_modified_in = date_published_in

    def date_published_out(self, dates: list[Date]) -> str | None:
        """Return the first date's value."""
        return dates[0].value if dates else None

    date_modified_out = date_published_out

    def body_in(self, nodes: list[Any]) -> list[Body]:
        """Return the body that stands in the containers *nodes*, if it has any text."""
        containers = [node for node in nodes if not isinstance(node, str)]
        body = read_body(containers, self.publisher.body_rules, self.get_output_value("headline"))
        return [body] if body.parts else []

    def body_out(self, bodies: list[Body]) -> str | None:
        """Return the body as plain text."""
        return bodies[0].text if bodies else None

    def url_in(self, nodes: list[Any]) -> list[str]:
        """Return the canonical form of those addresses that lead to this very article."""
        addresses = (self._absolute(text) for text in texts(nodes))
        articles = (self.publisher.article_urls.match(address) for address in addresses)
        return [article.url for article in articles if article and article.key == self.key]

    def section_in(self, nodes: list[Any]) -> list[str]:
        """Return section slugs, from slugs or from the addresses of section fronts."""
        paths = (urlsplit(self._absolute(text)).path.strip("/") for text in texts(nodes))
        return [path for path in paths if path and "/" not in path]

    def keywords_in(self, nodes: list[Any]) -> list[str]:
        """Return tags, from one element each or from a text with commas."""
        tags = [
            tag.strip().removeprefix("#").strip()
            for node in nodes
            for tag in (node.split(",") if isinstance(node, str) else [text_of(node)])
        ]
        return list(dict.fromkeys(filter(None, map(clean_text, tags))))

    def image_in(self, nodes: list[Any]) -> list[Image]:
        """Return pictures, from a ``figure`` or from a bare address."""
        return [image for node in nodes if (image := self._image(node))]

    def _image(self, node: Any) -> Image | None:
        address, caption, credit = node, None, None
        if not isinstance(node, str):
            address = next(
                (
                    node.xpath(f"string(.//img/@{name})")
                    for name in ("data-src", "data-original", "src")
                    if node.xpath(f"string(.//img/@{name})")
                ),
                "",
            )
            caption, credit = split_caption(clean_text(node.xpath("string(.//figcaption)")))
        if caption == self.get_output_value("headline"):
            caption = None
        url = self._absolute(clean_text(address))
        return (
            Image(url=url, caption=caption, credit=credit)
            if url.startswith("http") and address
            else None
        )

    def related_in(self, nodes: list[Any]) -> list[Link]:
        """Return the links of list items, each article once."""
        urls = self.publisher.article_urls
        return read_items(nodes, urls, self.page.url, self.publisher.timezone)

    def free_access_in(self, values: list[Any]) -> list[bool]:
        """Return JSON-LD's booleans, which are often written as words."""
        words = {"true": True, "false": False}
        return [words[word] for value in values if (word := str(value).lower()) in words]

    def _absolute(self, address: str) -> str:
        try:
            return urljoin(self.page.url, address)
        except ValueError:
            return ""


def _is_later(date: str, than: str) -> bool:
    return datetime.fromisoformat(date) > datetime.fromisoformat(than)


def _is_same(name: str, value: Any, other: Any) -> bool:
    """Compare times as instants, anything else as it stands."""
    if name in _INSTANT_FIELDS:
        return datetime.fromisoformat(value) == datetime.fromisoformat(other)
    return bool(value == other)
