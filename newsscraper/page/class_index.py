"""Queries that begin at elements of a class: these are looked up, and not looked for.

A query for a class compares that of every element of a page. Most pages lack most classes for
which a publisher's places ask, for they are of other years and other templates.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from lxml import etree

from newsscraper.normalize.lazy_pattern import lazy_pattern

_ON_PAGE: Final = etree.XPath("/descendant::*/@class")
_FROM_HERE: Final = etree.XPath("descendant-or-self::*/@class")
_BETWEEN: Final = "\0"
"""Stands between two classes, and in none: libxml2 has no such character."""
_MOST: Final = 20
"""Elements from which a query is asked one by one; for more, asking it once is faster."""

_NAME: Final = r"contains\(@class, ['\"][\w-]+['\"]\)"
_WORD: Final = (
    r"contains\(concat\((?P<q>['\"]) (?P=q), @class, (?P=q) (?P=q)\), (?P=q) [\w-]+ (?P=q)\)"
)
_BEGIN: Final = lazy_pattern(
    r"(?P<axis>/?descendant(?:-or-self)?)::"
    rf"(?P<step>(?:\*|\w+)\[(?:@class and )?(?P<classes>(?:{_NAME}|{_WORD})(?: or {_NAME})*)"
    r"(?=\]| and ))"
)
"""A first step to elements that have one class, or one of several."""
_CLASS: Final = lazy_pattern(r"['\"] ?([\w-]+) ?['\"]")
_ALTERNATIVES: Final = " | "
_COUNTS: Final = lazy_pattern(
    r"\[\s*(?:\d|(?:count|sum|number|string-length|floor|ceiling|round)\()|.*\b(?:position|last)\("
)
"""A predicate that may be a number: it counts the elements of its step."""
_AXIS_OR_NAME: Final = lazy_pattern(r"[/\w:*-]*")
_STEP: Final = "]/"


class ClassIndex:
    """The elements that have a class, in page order: those of a page, or *top* and those in it."""

    def __init__(self, top: Any, *, is_whole: bool = False) -> None:
        self._classes: list[Any] = (_ON_PAGE if is_whole else _FROM_HERE)(top)
        """Texts, each of which knows its element."""
        self._all = _BETWEEN.join(self._classes)

    def having(self, names: Sequence[str]) -> list[Any]:
        """Return the elements whose class has one of *names* in it, be it as a part of a word."""
        places = {place for name in names for place in self._places(name)}
        return [self._classes[place].getparent() for place in sorted(places)]

    def _places(self, name: str) -> Iterator[int]:
        place, last, at = 0, 0, self._all.find(name)
        while at >= 0:
            place += self._all.count(_BETWEEN, last, at)
            yield place
            last, at = at, self._all.find(name, at + 1)


class Searchable(Protocol):
    """A page in which queries look."""

    main: Any
    """The element in which relative ones look."""

    @property
    def classes(self) -> ClassIndex:
        """All elements with classes."""

    @property
    def main_classes(self) -> ClassIndex:
        """Those of the main element."""


class _LookUp(NamedTuple):
    """How a query is asked from the elements at which it begins."""

    classes: tuple[str, ...]
    from_there: etree.XPath
    is_relative: bool
    """Whether only the main element and those in it count."""
    is_below: bool
    """Whether the main one itself does not count."""
    goes_on: bool
    """Whether there is a second step."""


def compiled(expression: str) -> etree.XPath:
    """Return an XPath query; one that begins with ``//`` is asked in one step, and not in two."""
    if expression.startswith("//") and not _counts(expression):
        expression = f"/descendant::{expression[2:]}"
    return query(expression)


def query(expression: str) -> etree.XPath:
    """Return an XPath query without regular expressions: they are made ready each time it is asked.

    A query that finds little takes a quarter less so.
    """
    return etree.XPath(expression, regexp=False)


def ask(asked: etree.XPath, page: Searchable) -> Any:
    """Return what *asked* finds, as if it was asked of the main element of *page*."""
    way = _look_up(asked.path)
    if way is None:
        return asked(page.main)
    index = page.main_classes if way.is_relative else page.classes
    begins = index.having(way.classes)
    if begins and begins[0] is page.main and way.is_below:
        del begins[0]
    if len(begins) > _MOST:
        return asked(page.main)
    found = [each for each in map(way.from_there, begins) if each]
    if len(found) > 1 and way.goes_on:  # what they share counts once
        return asked(page.main)
    return [each for some in found for each in some]


@lru_cache(maxsize=4096)
def _look_up(expression: str) -> _LookUp | None:
    """Return how to ask a query; None if elements of a class are not all that it begins at."""
    ways = expression.split(_ALTERNATIVES)
    begins = [begin for way in ways if (begin := _BEGIN().match(way))]
    axes = {begin["axis"] for begin in begins}
    if len(begins) < len(ways) or len(axes) > 1 or any(map(_counts, ways)):
        return None
    (axis,) = axes
    classes = [name for begin in begins for name in _CLASS().findall(begin["classes"])]
    own = (f"self::{way[begin.start('step') :]}" for way, begin in zip(ways, begins, strict=True))
    goes_on = any(_STEP in way for way in ways)
    from_there = query(_ALTERNATIVES.join(own))
    return _LookUp(tuple(classes), from_there, axis[0] != "/", axis == "descendant", goes_on)


def _counts(expression: str) -> bool:
    """Tell whether the first step of a query may choose elements by their place among others."""
    return any(map(_COUNTS().match, _predicates(expression)))


def _predicates(expression: str) -> Iterator[str]:
    """Yield the predicates of the first step of a query, each from its bracket on."""
    name = _AXIS_OR_NAME().match(expression)
    start, depth = name.end() if name else 0, 0
    for at in range(start, len(expression)):
        depth += {"[": 1, "]": -1}.get(expression[at], 0)
        if depth == 0:
            yield expression[start : at + 1]
            start = at + 1
            if not expression.startswith("[", start):
                return
