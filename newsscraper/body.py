"""The body of an article: its parts in order, and what is cut out of them and kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from newsscraper.items import BodyPart, Syndication
from newsscraper.normalize.text import clean_text, split_dateline, split_sign_off

_KINDS = {
    "blockquote": "quote",
    "li": "list_item",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "subhead"),
}
_BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li "
    "main ol p pre section table tbody td tfoot th thead tr ul".split()
)
_NO_TEXT = frozenset(
    "audio button canvas embed figure form iframe ins noscript object script select style svg "
    "template textarea video".split()
)
_STRONG = frozenset({"b", "strong"})
_READ_ALSO = re.compile(r"ba?ca juga\b\s*(?P<colon>:?)\s*(?P<rest>.*)", re.IGNORECASE)
_FIRST_RUN = re.compile(
    r"(?:artikel|berita) ini (?:telah|sudah|pernah) (?:tayang|naik|terbit) di "
    r"(?P<publisher>.{2,60}?)(?:,? dengan judul:? [\"'\u201c]*(?P<headline>.+?)[\"'\u201d]*)?[.,]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class BodyRules:
    """How a publisher's bodies are to be read."""

    junk: str
    """CSS of what is no text: adverts, channel lines, teasers."""
    read_also: str
    """CSS of the elements that hold "Baca juga" links and nothing else."""
    sign_off: re.Pattern[str]
    """Desk code in brackets at the end, as ``code``."""
    dateline: re.Pattern[str]
    """Place at the start, as ``place``, with all that belongs to it."""

    @cached_property
    def find_junk(self) -> etree.XPath:
        """Query below a container."""
        return etree.XPath(HTMLTranslator().css_to_xpath(self.junk, prefix="descendant::"))

    @cached_property
    def find_read_also(self) -> etree.XPath:
        """Query below a container."""
        return etree.XPath(HTMLTranslator().css_to_xpath(self.read_also, prefix="descendant::"))


@dataclass
class Body:
    """What was read: parts, and what was cut out of them."""

    parts: list[BodyPart] = field(default_factory=list)
    read_also: list[tuple[str, str]] = field(default_factory=list)
    """Address as printed and link text of "Baca juga" lines."""
    sign_off: str | None = None
    dateline: str | None = None
    syndicated_from: Syndication | None = None

    @property
    def text(self) -> str:
        """Plain text, one blank line between parts."""
        return "\n\n".join(part["text"] for part in self.parts)

    def cut_headline(self, headline: str | None) -> None:
        """Drop a first part that only repeats the headline."""
        parts = self.parts
        if headline and len(parts) > 1 and _letters(parts[0]["text"]) == _letters(headline):
            del parts[0]


def read_body(containers: Iterable[Any], rules: BodyRules) -> Body:
    """Return the body that stands in *containers*, elements in page order.

    Inline elements are joined untouched, so that words are neither glued nor split; one ``br``
    is a space, two start a new part.
    """
    body = Body()
    for container in containers:
        reader = _Reader(container, rules)
        blocks = reader.read()
        body.read_also.extend(reader.links)
        body.parts.extend(_parts(blocks, body))
    _cut_dateline(body, rules)
    _cut_sign_off(body, rules)
    return body


@dataclass
class _Block:
    """A run of text up to the next block boundary."""

    kind: str
    is_whole_paragraph: bool
    texts: list[str] = field(default_factory=list)
    has_plain_text: bool = False
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return clean_text("".join(self.texts))

    @property
    def is_subhead(self) -> bool:
        """Tell whether this is a ``p`` that holds only ``strong``."""
        return self.kind == "paragraph" and self.is_whole_paragraph and not self.has_plain_text


class _Reader:
    """Walks a container once and collects its blocks."""

    def __init__(self, container: Any, rules: BodyRules) -> None:
        self.container = container
        self.read_also = set(rules.find_read_also(container))
        self.junk = self.read_also.union(rules.find_junk(container))
        self.links: list[tuple[str, str]] = []
        """Links of the elements that hold nothing but read-also links."""
        self.blocks: list[_Block] = []
        self.block: _Block | None = None
        self.kinds: list[str] = []
        self.strong = 0
        self.breaks = 0
        self.at_boundary = False
        self.at_paragraph_start = False

    def read(self) -> list[_Block]:
        """Return the blocks in page order."""
        walk: Any = etree.iterwalk(self.container, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event != "start":
                if event == "end" and self._is_text(element):
                    self._close(element)
                if element is not self.container:
                    self._add(element.tail)
            elif self._is_text(element):
                self._open(element)
                self._add(element.text)
            else:
                walk.skip_subtree()
                self._skip(element)
        self._end_block()
        return self.blocks

    def _is_text(self, element: Any) -> bool:
        return element.tag not in _NO_TEXT and element not in self.junk

    def _skip(self, element: Any) -> None:
        if element in self.read_also:
            self.links.extend(_links(element))
        if element.tag in _BLOCKS and self.block is not None:
            self.block.texts.append(" ")

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag in _KINDS:
            self.kinds.append(_KINDS[tag])
        if tag in _BLOCKS:
            self.at_boundary = True
            self.at_paragraph_start = tag == "p"
        elif tag == "br":
            self.breaks += 1
        elif tag in _STRONG:
            self.strong += 1

    def _close(self, element: Any) -> None:
        tag = element.tag
        if tag in _KINDS:
            self.kinds.pop()
        if tag in _BLOCKS:
            self.at_boundary = not self._is_cut_by_advert(element)
        elif tag in _STRONG:
            self.strong -= 1
        elif tag == "a" and self.block is not None and not self.at_boundary:
            self.block.links.extend(_links(element))

    def _is_cut_by_advert(self, element: Any) -> bool:
        """Tell whether the parser closed this ``p`` early, for an advert ``div`` inside it."""
        after = element.getnext()
        return bool(
            element.tag == "p" and element.tail is None and after in self.junk - self.read_also
        )

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if text.isspace():
            if self.block is not None and not self.breaks:
                self.block.texts.append(text)
            return
        if self.at_boundary or self.breaks > 1:
            self._end_block()
        if self.block is None:
            self._start_block()
        elif self.breaks:
            self.block.texts.append(" ")
        self._extend_block(text)

    def _start_block(self) -> None:
        kind = self.kinds[-1] if self.kinds else "paragraph"
        self.block = _Block(kind, is_whole_paragraph=self.at_paragraph_start)

    def _extend_block(self, text: str) -> None:
        assert self.block is not None
        self.block.texts.append(text)
        self.block.has_plain_text |= not self.strong
        self.at_boundary = self.at_paragraph_start = False
        self.breaks = 0

    def _end_block(self) -> None:
        if self.block is not None:
            self.block.is_whole_paragraph &= self.at_boundary
            self.blocks.append(self.block)
            self.block = None


def _links(element: Any) -> list[tuple[str, str]]:
    """Return address and text of the links in *element*, itself included."""
    return [
        (link.get("href"), clean_text(link.xpath("string()")))
        for link in element.iter("a")
        if link.get("href")
    ]


def _parts(blocks: Iterable[_Block], body: Body) -> Iterator[BodyPart]:
    """Yield the parts of the text; keep the links of "Baca juga" lines in *body*."""
    is_link_list = False
    for block in blocks:
        text = block.text
        if label := _READ_ALSO.fullmatch(text):
            is_label = bool(label["colon"] or _is_only_links(label["rest"], block))
            is_link_list = not label["rest"]
            if is_label or is_link_list:
                body.read_also.extend(block.links)
                continue
        elif is_link_list and block.kind == "list_item" and _is_only_links(text, block):
            body.read_also.extend(block.links)
            continue
        is_link_list = False
        if first_run := _FIRST_RUN.fullmatch(text):
            body.syndicated_from = _syndication(first_run, block)
        elif text:
            yield {"kind": "subhead" if block.is_subhead else block.kind, "text": text}


def _is_only_links(text: str, block: _Block) -> bool:
    return bool(block.links) and text == " ".join(link for _, link in block.links)


def _syndication(first_run: re.Match[str], block: _Block) -> Syndication:
    address = block.links[-1][0] if block.links else None
    return {"publisher": first_run["publisher"], "headline": first_run["headline"], "url": address}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _cut_dateline(body: Body, rules: BodyRules) -> None:
    if body.parts:
        first = body.parts[0]
        body.dateline, first["text"] = split_dateline(first["text"], rules.dateline)


def _cut_sign_off(body: Body, rules: BodyRules) -> None:
    if body.parts:
        last = body.parts[-1]
        last["text"], body.sign_off = split_sign_off(last["text"], rules.sign_off)
        if not last["text"]:
            del body.parts[-1]
