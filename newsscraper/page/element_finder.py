"""Elements that CSS finds in another one: of those that are alike, one is looked at.

Adverts and teasers have the same classes on all pages of a publisher. What a rule asks of nothing
but tag, class and id is answered once, and remembered.
"""

from collections.abc import Container, Set
from typing import Any, Final

from cssselect import parse
from lxml import etree
from parsel.csstranslator import HTMLTranslator

from newsscraper.normalize.lazy_pattern import lazy_pattern
from newsscraper.page.class_index import query

_MARKED: Final = query("descendant::*[@class or @id]")
_OF_MARKS: Final = lazy_pattern(
    r"(?:\*|\w+)\[(?:@class|@id|'[^']*'|contains|starts-with|concat|normalize-space\(@class\)"
    r"|and|or|[()=, ])+\]"
)
"""A query that only an element with one of the two can answer, and that asks for nothing else."""
MOST_KINDS: Final = 4096
"""Of elements, that are remembered."""


class ElementFinder:
    """Finds the elements below another one that CSS means."""

    def __init__(self, css: str) -> None:
        paths = [HTMLTranslator().selector_to_xpath(each, "") for each in parse(css)]
        by_marks = [path for path in paths if _OF_MARKS().fullmatch(path)]
        self._is_meant = _union("self::", by_marks)
        self._others = _union("descendant::", [path for path in paths if path not in by_marks])
        self._by_id = any("@id" in path for path in by_marks)
        self._known: dict[tuple[str, str | None, str | None], bool] = {}

    def find(self, container: Any) -> list[Any]:
        """Return the elements below *container*."""
        others = self._others(container) if self._others else []
        if self._is_meant is None:
            return list(others)
        return [*filter(self.answer, _MARKED(container)), *others]

    def within(self, container: Any) -> Container[Any]:
        """Return the elements below *container*, each looked at when it is asked for."""
        others = set(self._others(container)) if self._others else frozenset[Any]()
        return _Meant(self, container, others)

    def answer(self, element: Any) -> bool:
        """Tell whether an *element* is meant, by its marks."""
        if not element.keys():  # to look for any attribute is faster
            return False
        kind = element.tag, element.get("class"), element.get("id") if self._by_id else None
        answer = self._known.get(kind)
        if answer is None:
            if len(self._known) == MOST_KINDS:
                self._known.clear()
            answer = self._known[kind] = bool(self._is_meant and self._is_meant(element))
        return answer


class _Meant:
    """The elements that a finder means below a container."""

    def __init__(self, finder: ElementFinder, container: Any, others: Set[Any]) -> None:
        self.finder = finder
        self.container = container
        self.others = others

    def __contains__(self, element: object) -> bool:
        if element is self.container:
            return False
        return self.finder.answer(element) or element in self.others


def _union(axis: str, paths: list[str]) -> etree.XPath | None:
    return query(" | ".join(f"{axis}{path}" for path in paths)) if paths else None
