"""The text blocks of a body: runs of text between the boundaries that a reader sees."""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from newsscraper.normalize.text import clean_text
from newsscraper.page.nodes import MOST_LINKS, email_of, link_of, links_of

_KINDS = {
    "blockquote": "quote",
    "li": "list_item",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "subhead"),
}
_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset footer h1 h2 h3 h4 h5 "
    "h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_NO_TEXT = frozenset(
    "audio button canvas embed figure form iframe ins noscript object script select style svg "
    "template textarea video".split()
)
_STRONG = frozenset({"b", "strong"})
_BETWEEN_LINKS = re.compile(r"(?:[\W_]|\bdan\b)*+", re.IGNORECASE)


@dataclass
class Block:
    """A run of text up to the next block boundary."""

    kind: str
    is_whole_paragraph: bool
    texts: list[str] = field(default_factory=list)
    has_plain_text: bool = False
    strong_texts: int = 0
    """How many of the texts, from the first on, are ``strong``."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """Address as printed and text of the links in it."""

    @cached_property
    def text(self) -> str:
        """The text in one line; it is asked for when all of it is there."""
        return clean_text("".join(self.texts))

    @property
    def lead(self) -> str:
        """The text up to the first that is not ``strong``."""
        return clean_text("".join(self.texts[: self.strong_texts])) if self.strong_texts else ""

    @property
    def is_subhead(self) -> bool:
        """Tell whether this is a ``p`` that holds only ``strong``."""
        return self.kind == "paragraph" and self.is_whole_paragraph and not self.has_plain_text

    def is_only_links(self, text: str) -> bool:
        """Tell whether nothing but separators, quotes and brackets is left of *text* beside them.

        *text* is that of the block, or a part of it.
        """
        if not self.links or self.kind not in ("paragraph", "list_item", "subhead"):
            return False
        for _, link in self.links:
            before, _, text = text.partition(link)
            if not _BETWEEN_LINKS.fullmatch(before):
                return False
        return _BETWEEN_LINKS.fullmatch(text) is not None


def read_blocks(container: Any, cut: Container[Any], read_also: Container[Any]) -> list[Block]:
    """Return the blocks of *container* in page order, without the elements *cut*.

    Each of those that are in *read_also*, too, gives a block of that kind, with its links and no
    text. One ``br`` is a space, two or more are a boundary.
    """
    return _Reader(container, cut, read_also).read()


class _Reader:
    """Walks a container once and collects its blocks."""

    def __init__(self, container: Any, cut: Container[Any], read_also: Container[Any]) -> None:
        self.container = container
        self.cut = cut
        self.read_also = read_also
        self.blocks: list[Block] = []
        self.block: Block | None = None
        self.kinds: list[str] = []
        self.strong = 0
        self.breaks = 0
        self.at_boundary = False
        self.at_paragraph_start = False

    def read(self) -> list[Block]:
        walk: Any = etree.iterwalk(self.container, events=("start", "end", "comment", "pi"))
        skipped = None
        for event, element in walk:
            if event != "start":
                if event == "end" and element is not skipped:
                    self._close(element)
                if element is not self.container:
                    self._add(element.tail)
            elif self._is_text(element):
                self._open(element)
                self._add(element.text)
            else:
                walk.skip_subtree()
                skipped = element
                self._skip(element)
        self._end_block()
        return self.blocks

    def _is_text(self, element: Any) -> bool:
        return not (element.tag in _NO_TEXT or element in self.cut or element.get("data-cfemail"))

    def _skip(self, element: Any) -> None:
        self._add(email_of(element))
        is_read_also = element in self.read_also
        if is_read_also:
            if self.at_boundary:
                self._end_block()
            self.blocks.append(Block("read_also", False, links=links_of(element)))
        if self.block is not None and (is_read_also or element.tag in _BLOCKS):
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
            # One that has no text yet goes on with nothing: the boundary before it stands.
            self.at_boundary |= not self._is_cut_by_advert(element)
        elif tag in _STRONG:
            self.strong -= 1
        elif tag == "a" and self.block is not None and not self.at_boundary:
            self._link(element)

    def _link(self, anchor: Any) -> None:
        if self.block is not None and len(self.block.links) < MOST_LINKS:
            link = link_of(anchor)
            if all(link):
                self.block.links.append(link)

    def _is_cut_by_advert(self, element: Any) -> bool:
        """Tell whether the parser closed this ``p`` early, for an advert ``div`` inside it."""
        if element.tag != "p" or element.tail is not None or element is self.container:
            return False
        behind = element.getnext()
        return behind is not None and behind in self.cut and behind not in self.read_also

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
        self.block = Block(kind, is_whole_paragraph=self.at_paragraph_start)

    def _extend_block(self, text: str) -> None:
        assert self.block is not None
        self.block.texts.append(text)
        self.block.has_plain_text |= not self.strong
        if not self.block.has_plain_text:
            self.block.strong_texts = len(self.block.texts)
        self.at_boundary = self.at_paragraph_start = False
        self.breaks = 0

    def _end_block(self) -> None:
        if self.block is not None:
            self.block.is_whole_paragraph &= self.at_boundary
            self.blocks.append(self.block)
            self.block = None
