"""Places: where on a page a field may stand."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any, ClassVar, Final

import jmespath
from jmespath.exceptions import JMESPathError, UnknownFunctionError
from lxml import etree
from parsel.csstranslator import HTMLTranslator

from newsscraper.normalize.article_urls import ArticleAddress
from newsscraper.page.class_index import ask, compiled, query
from newsscraper.page.fetched_page import Page, element_of, names_of

_EMPTY_PAGE: Final = etree.Element("html")
_PARTS_OF_URL: Final = frozenset(ArticleAddress._fields)


@dataclass(frozen=True)
class Place:
    """Somewhere to look; reads elements, texts or JSON values, none when it is not there."""

    expression: str
    kind: ClassVar[str]

    def read(self, page: Page) -> list[Any]:
        """Return what stands there, in page order."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Compile the expression. Raises an error, often the library's, when it is not valid."""

    def __str__(self) -> str:
        return f"{self.kind} {self.expression}"


class xpath(Place):
    """An XPath query: ``//`` over the whole page, ``descendant::`` over its main element."""

    kind = "xpath"

    @cached_property
    def find(self) -> etree.XPath:
        """The query, compiled."""
        return compiled(self.expression)

    def read(self, page: Page) -> list[Any]:
        """Return the elements, attributes or texts that match."""
        found = ask(self.find, page)
        return found if isinstance(found, list) else [found]

    def prepare(self) -> None:
        """Compile the query and try it: an unknown prefix is found only then."""
        self.find(_EMPTY_PAGE)


@dataclass(frozen=True)
class between(Place):
    """An XPath step, for what stands behind the first *start* and before the first *end*."""

    start: str
    end: str
    kind = "xpath"

    @cached_property
    def ends(self) -> tuple[xpath, xpath]:
        """The places of the first *start* and the first *end*: several fields may have the same."""
        return xpath(f"/descendant::{self.start}[1]"), xpath(f"/descendant::{self.end}[1]")

    @cached_property
    def find(self) -> tuple[etree.XPath, etree.XPath]:
        """The queries for what stands behind the one, and before the other, compiled."""
        behind, before = f"following::{self.expression}", f"preceding::{self.expression}"
        return query(behind), query(before)

    def read(self, page: Page) -> list[Any]:
        """Return the elements that both find: one query for both would compare all with all."""
        (start, end), (find_behind, find_before) = self.ends, self.find
        behind = [each for top in page.read(start) for each in find_behind(top)]
        before = {each for top in page.read(end) for each in find_before(top)} if behind else ()
        return [element for element in behind if element in before]

    def prepare(self) -> None:
        """Compile and try all queries."""
        for find in (*self.find, *(end.find for end in self.ends)):
            find(_EMPTY_PAGE)

    def __str__(self) -> str:
        return f"xpath //{self.start}/following::{self.expression}[following::{self.end}]"


class css(Place):
    """A CSS query, with ``::attr(name)`` and ``::text``, over the page's main element."""

    kind = "css"

    @cached_property
    def find(self) -> etree.XPath:
        """The query, compiled."""
        return query(HTMLTranslator().css_to_xpath(self.expression))

    def read(self, page: Page) -> list[Any]:
        """Return the elements, attributes or texts that match."""
        return list(ask(self.find, page))

    def prepare(self) -> None:
        """Compile the query."""
        self.find(_EMPTY_PAGE)


class meta(Place):
    """The content of a meta tag, by its name or property."""

    kind = "meta"

    def read(self, page: Page) -> list[Any]:
        """Return the contents, in page order."""
        return page.metas.get(self.expression.lower(), [])


class ld(Place):
    """A JMESPath query over the page's JSON-LD article."""

    kind = "ld"

    @cached_property
    def find(self) -> Any:
        """The query, compiled."""
        return jmespath.compile(self.expression)

    def data(self, page: Page) -> Any:
        """Return what is asked."""
        return page.json_ld

    def values(self, page: Page) -> list[Any]:
        """Return the value, or the values of a list; none when the block is not as expected."""
        try:
            found = self.find.search(self.data(page))
        except JMESPathError:
            return []
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def read(self, page: Page) -> list[Any]:
        """Return the values. Texts may be escaped as in HTML, though this is no place for that."""
        return [unescape(it) if isinstance(it, str) else it for it in self.values(page)]

    def prepare(self) -> None:
        """Compile the query, and find out whether there are such functions."""
        query = self.find
        try:
            query.search({})
        except UnknownFunctionError:
            raise
        except JMESPathError:
            pass  # an empty block has not what the query's functions want


class ld_people(ld):
    """The names of whom the JSON-LD article names: one or a list of them, as blocks or as texts.

    What says of itself that it is anything else is no person, whatever its name looks like.
    """

    def values(self, page: Page) -> list[Any]:
        """Return the names, in the order of the block."""
        found = super().values(page)
        return [name for value in found for name in names_of(value) if name]


class json(ld):
    """A JMESPath query over an article that came as JSON."""

    kind = "json"

    def data(self, page: Page) -> Any:
        """Return the article."""
        return page.data


class json_utc(json):
    """The same, for a time in UTC that does not say so."""

    def read(self, page: Page) -> list[Any]:
        """Return the times with their zone."""
        return [f"{value}Z" for value in super().read(page) if isinstance(value, str) and value]


class json_html(json):
    """The same, for a text that is HTML: it is read as an element."""

    def read(self, page: Page) -> list[Any]:
        """Return an element for each text; none for one that is too much to be read."""
        texts = (value for value in self.values(page) if isinstance(value, str))
        return [element for text in texts if (element := element_of(text)) is not None]


class state(Place):
    """A key of the page's ``dataLayer``."""

    kind = "state"

    def read(self, page: Page) -> list[Any]:
        """Return the value as text."""
        value = page.state.get(self.expression)
        return [] if value is None else [value]


class url(Place):
    """A part of the page's own URL: ``section``, or ``url``, its normalised form."""

    kind = "url"

    def prepare(self) -> None:
        """Raise ValueError when a URL has no such part."""
        if self.expression not in _PARTS_OF_URL:
            raise ValueError(f"a URL has only {', '.join(sorted(_PARTS_OF_URL))}")

    def read(self, page: Page) -> list[Any]:
        """Return the part as text."""
        value = getattr(page.address, self.expression, None)
        return [] if value is None else [value]


class own_address(Place):
    """The page's address, as asked for or as it says, if a regular expression is found in it."""

    kind = "url"

    @cached_property
    def find(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self.expression)

    def prepare(self) -> None:
        """Compile the expression."""
        _ = self.find

    def read(self, page: Page) -> list[Any]:
        """Return the addresses in which it is found."""
        told = [page.url, *page.canonical, *page.metas.get("og:url", [])]
        return [address for address in told if self.find.search(address)]
