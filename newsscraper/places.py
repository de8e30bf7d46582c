"""Places: where on a page a field may stand."""

from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar

import jmespath
from jmespath.exceptions import JMESPathError
from lxml import etree
from parsel.csstranslator import HTMLTranslator

if TYPE_CHECKING:
    from newsscraper.page import Page


@dataclass(frozen=True)
class Place:
    """Somewhere to look; reads elements, texts or JSON values, none when it is not there."""

    expression: str
    kind: ClassVar[str]

    def read(self, page: "Page") -> list[Any]:
        """Return what stands there, in page order."""
        raise NotImplementedError

    def __str__(self) -> str:
        return f"{self.kind} {self.expression}"


class xpath(Place):
    """An XPath query: ``//`` over the whole page, ``descendant::`` over its main element."""

    kind = "xpath"

    @cached_property
    def find(self) -> etree.XPath:
        """The query, compiled."""
        return etree.XPath(self.expression)

    def read(self, page: "Page") -> list[Any]:
        """Return the elements, attributes or texts that match."""
        found = self.find(page.main)
        return found if isinstance(found, list) else [found]


@dataclass(frozen=True)
class between(Place):
    """An XPath step, for what stands behind the first *start* and before the first *end*."""

    start: str
    end: str
    kind = "xpath"

    @cached_property
    def find(self) -> tuple[etree.XPath, etree.XPath]:
        """The queries for what stands behind, and for what stands before, compiled."""
        behind = f"(//{self.start})[1]/following::{self.expression}"
        return etree.XPath(behind), etree.XPath(f"(//{self.end})[1]/preceding::{self.expression}")

    def read(self, page: "Page") -> list[Any]:
        """Return the elements that both find: one query for both would compare all with all."""
        behind, before = (find(page.root) for find in self.find)
        wanted = set(before)
        return [element for element in behind if element in wanted]

    def __str__(self) -> str:
        return f"xpath //{self.start}/following::{self.expression}[following::{self.end}]"


class css(Place):
    """A CSS query, with ``::attr(name)`` and ``::text``, over the page's main element."""

    kind = "css"

    @cached_property
    def find(self) -> etree.XPath:
        """The query, compiled."""
        return etree.XPath(HTMLTranslator().css_to_xpath(self.expression))

    def read(self, page: "Page") -> list[Any]:
        """Return the elements, attributes or texts that match."""
        return list(self.find(page.main))


class meta(Place):
    """The content of a meta tag, by its name or property."""

    kind = "meta"

    def read(self, page: "Page") -> list[Any]:
        """Return the contents, in page order."""
        return page.metas.get(self.expression.lower(), [])


class ld(Place):
    """A JMESPath query over the page's JSON-LD article."""

    kind = "ld"

    @cached_property
    def _query(self) -> Any:
        return jmespath.compile(self.expression)

    def read(self, page: "Page") -> list[Any]:
        """Return the value, or the values of a list; none when the block is not as expected.

        Texts may be escaped as in HTML, though a script is no place for that.
        """
        try:
            found = self._query.search(page.json_ld)
        except JMESPathError:
            return []
        values = found if isinstance(found, list) else [] if found is None else [found]
        return [unescape(value) if isinstance(value, str) else value for value in values]


class state(Place):
    """A key of the page's ``dataLayer``."""

    kind = "state"

    def read(self, page: "Page") -> list[Any]:
        """Return the value as text."""
        value = page.state.get(self.expression)
        return [] if value is None else [value]


class url(Place):
    """A part of the page's own URL: ``section``, or ``url``, its normalised form."""

    kind = "url"

    def read(self, page: "Page") -> list[Any]:
        """Return the part as text."""
        value = getattr(page.address, self.expression, None)
        return [] if value is None else [value]
