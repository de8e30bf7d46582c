"""One fetched page, and the readings of it that several fields share."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from html import unescape
from itertools import chain
from typing import Any, Protocol

from lxml import etree
from scrapy.http import Response

from newsscraper.failures import Reason
from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.class_index import ClassIndex
from newsscraper.page.cost import complaint

ARTICLE_TYPES = frozenset(
    {
        *("Article", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle"),
        *("AnalysisNewsArticle", "AdvertiserContentArticle"),
    }
)
"""Types of JSON-LD blocks that are articles."""
# A value ends at the quote before the next pair or the end of the call, not at the next quote:
# titles hold apostrophes that the site does not escape. Its length is bounded, and so is the work.
_STATE_PAIR = re.compile(
    r"'(\w{1,40})'\s*:\s*'([^\n]{0,600}?)'(?=\s*(?:,\s*'[a-z]\w{0,39}'\s*:\s*['\dtfn\[{-]|,?\s*\}\s*\)))"
)
_LONGEST_STATE = 50_000
LONGEST_TEXT = 1_000_000
"""Characters of text in a page; a long article has 50,000."""
LONGEST_JSON = 300_000
"""Characters of a script that are read as JSON."""
_ESCAPED = re.compile(r"\\(['\"\\/])")
_JSON = json.JSONDecoder(strict=False)


class Readable(Protocol):
    """Somewhere on a page where values may stand."""

    def read(self, page: "Page") -> list[Any]:
        """Return what stands there, in page order."""


class Page:
    """One fetched page and the readings of it that several fields share."""

    def __init__(
        self,
        response: Response,
        markup: str | bytes,
        urls: ArticleUrls,
        main: Callable[[Any], list[Any]] | None = None,
    ) -> None:
        """Read *markup*, the page as a text or in UTF-8."""
        self.url = response.url
        self.headers = response.headers
        self.root = _tree(markup)
        self.urls = urls
        self.address = self.urls.match(response.url)
        """What the page's own address says; None for a page that is no article."""
        self.main: Any = next(iter(main(self.root) if main else ()), self.root)
        """The element that *main* finds, else the whole page: css places look in it."""
        self.data: Any = None
        """The article as JSON, where it came so."""
        self._readings: dict[Readable, list[Any]] = {}

    def read(self, place: Readable) -> list[Any]:
        """Return what stands at *place*; several fields may ask for the same."""
        found = self._readings.get(place)
        if found is None:
            found = self._readings[place] = place.read(self)
        return found

    @cached_property
    def _elements(self) -> dict[str, list[Any]]:
        """The elements that speak to machines, by tag, in page order: one walk for all."""
        found: dict[str, list[Any]] = {"meta": [], "script": [], "link": []}
        for element in self.root.iter(*found):
            found[element.tag].append(element)
        return found

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of the meta tags by lower-case name or property, in page order."""
        contents: dict[str, list[str]] = {}
        for tag in self._elements["meta"]:
            name = tag.get("name") or tag.get("property") or ""
            contents.setdefault(name.lower(), []).append(tag.get("content", ""))
        return contents

    @cached_property
    def classes(self) -> ClassIndex:
        """The elements that have a class."""
        return ClassIndex(self.root, is_whole=True)

    @cached_property
    def main_classes(self) -> ClassIndex:
        """Those of them that are the main element, or in it."""
        is_all = self.main is self.root and self.root.getnext() is None
        return self.classes if is_all else ClassIndex(self.main)

    @property
    def scripts(self) -> list[Any]:
        """The script elements, in page order."""
        return self._elements["script"]

    @cached_property
    def canonical_links(self) -> list[Any]:
        """The canonical links, in page order, in capitals or not; some stand behind the root."""
        behind = (link for each in self.root.itersiblings() for link in each.iter("link"))
        links = chain(self._elements["link"], behind)
        return [link for link in links if link.get("rel", "").lower() == "canonical"]

    @cached_property
    def canonical(self) -> list[str]:
        """The addresses of the page's canonical links, in page order."""
        links = (link for link in self.canonical_links if link.get("rel") == "canonical")
        return [address for link in links if (address := link.get("href", "")).strip(" \t\r\n")]

    @cached_property
    def json_ld_types(self) -> frozenset[str]:
        """The types of all JSON-LD blocks of the page."""
        return frozenset().union(*map(types_of, self._json_ld_blocks))

    @cached_property
    def _json_ld_blocks(self) -> list[dict[str, Any]]:
        """All JSON-LD blocks of the page."""
        found = (each for each in self.scripts if each.get("type") == "application/ld+json")
        texts = (script.text or "" for script in found)
        return [it for text in texts if len(text) <= LONGEST_JSON for it in _blocks(_load(text))]

    @cached_property
    def json_ld(self) -> dict[str, Any]:
        """The article's JSON-LD block; empty when there is none or it cannot be read."""
        for block in self._json_ld_blocks:
            if ARTICLE_TYPES.intersection(types_of(block)) and self._may_own(block):
                return block
        return {}

    def _may_own(self, block: dict[str, Any]) -> bool:
        """Tell whether no address in a JSON-LD *block* is that of another article."""
        keys = {self.urls.key(address) for address in _addresses(block)} - {None}
        return not keys or self.address is None or self.address.key in keys

    @cached_property
    def state(self) -> dict[str, str]:
        """What ``dataLayer.push({…})`` says: JavaScript with single quotes, key by key."""
        pairs: dict[str, str] = {}
        for text in (script.text or "" for script in self.scripts):
            if "dataLayer.push" in text:
                for key, value in _STATE_PAIR.findall(text[:_LONGEST_STATE]):
                    plain = _ESCAPED.sub(r"\1", value) if "\\" in value else value
                    pairs.setdefault(key, unescape(plain))
        return pairs


DEEPEST = 400
"""Elements in one another; in real pages there are about 40."""
_TOO_DEEP = etree.XPath(f"{'/*' * 50} and {'/*' * (DEEPEST + 1)}")
"""Most pages answer its first half, which is short, with no."""
_TEXTLESS = ("script", "style", etree.Comment, etree.ProcessingInstruction)


class Unreadable(ValueError):
    """A page that is too much to be read.

    ``nested_too_deep``: libxml2 drops what is deeper than about 2,000 elements, and queries take
    the square of the depth. ``too_long``: it has more text than any article.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.words)
        self.reason = reason


def _tree(markup: str | bytes) -> Any:
    """Return the page's tree. Raises Unreadable rather than lose a part of it.

    Not ``response.selector``: it keeps the tree until the garbage collector runs, and its
    elements are made by Python code of lxml.html, which costs as much as the parsing.
    """
    html = markup.encode("utf-8", "replace") if isinstance(markup, str) else markup
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(html.replace(b"\x00", b""), parser)
    if root is not None and _TOO_DEEP(root):
        raise Unreadable(Reason.NESTED_TOO_DEEP)
    if root is not None and len(html) > LONGEST_TEXT and _text_length(root) > LONGEST_TEXT:
        raise Unreadable(Reason.TOO_LONG)
    return etree.fromstring("<html/>", parser) if root is None else root


def element_of(markup: str) -> Any | None:
    """Return an element that holds what *markup* makes; None when it is too much to be read."""
    whole = "" if complaint(markup) else f"<article>{markup}</article>"
    try:
        return next(_tree(whole).iter("article"), None)
    except Unreadable:
        return None


def _text_length(root: Any) -> int:
    """Return how much text is in a tree, scripts and styles left out."""
    return sum(
        len(node.tail or "") + (0 if node.tag in _TEXTLESS else len(node.text or ""))
        for node in root.iter()
    )


def _load(text: str) -> Any:
    try:
        return _JSON.decode(text)
    except (ValueError, RecursionError):
        return None


def _blocks(data: Any) -> list[dict[str, Any]]:
    """Return the objects of a JSON-LD script: one, a list, or an ``@graph``."""
    if isinstance(data, dict):
        graph = data.get("@graph")
        data = graph if isinstance(graph, list) else [data]
    return [block for block in data if isinstance(block, dict)] if isinstance(data, list) else []


def _addresses(block: dict[str, Any]) -> Iterator[str]:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = block.get(name)
        address = value.get("@id") if isinstance(value, dict) else value
        if isinstance(address, str):
            yield address


def types_of(block: dict[str, Any]) -> set[str]:
    """Return the types that a JSON-LD *block* gives itself, without schema.org's address."""
    types = block.get("@type")
    texts = types if isinstance(types, list) else [types]
    return {kind.rpartition("/")[2] for kind in texts if isinstance(kind, str)}


def names_of(value: Any) -> list[Any]:
    """Return the names of a JSON-LD *value*, a text or a block; none of one that is no person."""
    if not isinstance(value, dict):
        return [value]
    types, names = types_of(value), value.get("name")
    if types and "Person" not in types:
        return []
    return names if isinstance(names, list) else [names]
