"""The body of an article: its parts in order, and what is cut out of them and kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from newsscraper.article.blocks import Block, read_blocks
from newsscraper.article.end_notices import cut_notices
from newsscraper.article.frame import (
    editor_behind,
    reporter_behind,
    with_lines_apart,
    without_frame,
)
from newsscraper.article.stray_lines import GOES_ON, STRAY, WRITER
from newsscraper.items import BodyPart, Syndication, text_of_parts
from newsscraper.normalize.lazy_pattern import lazy_pattern
from newsscraper.normalize.text import letters_of, split_dateline, split_sign_off
from newsscraper.publisher.body_rules import BodyRules

_LABEL = (
    r"\b(?:ba?ca (?:juga|jg|pula)\b(?: berita(?: terkait| lain(?:nya)?)?)?|next article\b"
    # These open sentences, too: only with a colon and a headline are they labels.
    r"|(?P<weak>(?:ba?ca|lihat|simak)(?: (?:juga|selengkapnya|berita|artikel|lain(?:nya)?)){0,3}"
    r"|(?:berita|artikel) (?:terkait|lain(?:nya)?))(?=\s?:))\s*(?P<colon>[:;]?)"
    r"[\s|>\u2013\u2014-]*"
)
# An arrow, a dash or a bracket may stand before the label.
_READ_ALSO = re.compile(rf"\W{{0,3}}{_LABEL}(?P<rest>.*)", re.IGNORECASE)
_READ_ALSO_LABEL = lazy_pattern(_LABEL, re.IGNORECASE)
# Three words or more, a capital first, no full stop: a sentence that begins so ends with one.
_HEADLINE = re.compile(r"[A-Z\d](?:\S* ){2,25}\S*[\w?!)%]")
_LABEL_IN_TEXT = re.compile(
    r"(?:^|(?<=[.!?\"'\u201d\u2019)])) ?ba?ca juga ?: ?$"
    r"| ?(?P<bracket>[(\[])ba?ca(?: juga| pula)? ?: ?[\"'\u201c]?$",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[\"'\u201d]?[)\]]")
_DASH = re.compile(r" ?[-\u2013\u2014]+ ?")
_FIRST_LEADS = 3
_A_LABEL = 20
"""Characters that the longest label at the end of a text has at most."""
_ANNOUNCES = re.compile(r"\b(?:dengan judul|berjudul)\s?:?$", re.IGNORECASE)
_TAG_PAGE = re.compile(r"/(?:tags?|topik|topic)/", re.IGNORECASE)
_TAG_LABEL = re.compile(r"^(?:tags?|topik(?: terkait)?)\b\s?:?\s?", re.IGNORECASE)


@dataclass
class Body:
    """What was read: parts, and what was cut out of them."""

    parts: list[BodyPart] = field(default_factory=list)
    read_also: list[tuple[str, str]] = field(default_factory=list)
    """Address as printed and link text of "Baca juga" lines."""
    sign_off: str | None = None
    dateline: str | None = None
    syndicated_from: Syndication | None = None
    goes_on: bool = False
    """Whether the last line says that the text goes on, on another page."""
    leads: list[str] = field(default_factory=list)
    """What parts begin with in ``strong``: the first one often with the place of the story."""
    byline: tuple[str, str] | None = None
    """A line before the text that names its writer: without its label, and the names in it."""
    reporter: str | None = None
    """Whom a line behind the text names; it is of use where the page names nobody."""
    editor: str | None = None
    """The same, of who edited it."""

    @property
    def text(self) -> str:
        """Plain text, one blank line between parts."""
        return text_of_parts(self.parts)

    def followed_by(self, later: "Body") -> "Body":
        """Return this body with the one of the next page behind it."""
        return Body(
            parts=[*self.parts, *later.parts],
            read_also=[*self.read_also, *later.read_also],
            syndicated_from=later.syndicated_from or self.syndicated_from,
            goes_on=later.goes_on,
            leads=[*self.leads, *later.leads],
            reporter=later.reporter or self.reporter,
            editor=later.editor or self.editor,
        )

    def cut(self, headline: str | None, rules: BodyRules) -> None:
        """Cut out a first part that only repeats the headline, the dateline and the sign-off."""
        if self.parts and headline and self._starts_with(headline):
            del self.parts[0]
        text = self.parts[0]["text"] if self.parts else ""
        if ":" in text and (writer := WRITER().fullmatch(text)):
            self.byline = writer["line"], writer["names"]
            del self.parts[0]
        if self.parts:
            first = self.parts[0]
            self.dateline, first["text"] = self._split_dateline(first["text"], rules)
            last = self.parts[-1]
            last["text"], self.sign_off = split_sign_off(last["text"], rules.sign_off)
            self.parts[:] = [part for part in self.parts if part["text"]]

    def _split_dateline(self, text: str, rules: BodyRules) -> tuple[str | None, str]:
        """Split off a dateline; in ``strong`` it may be one that else stands by itself."""
        for lead in self.leads[:_FIRST_LEADS]:
            name = lead.rstrip(" -\u2013\u2014")
            if text.startswith(name):
                dash = _DASH.match(text, len(name))
                end = dash.end() if dash else len(name)
                place, rest = split_dateline(text[:end], rules.dateline)
                if place and not rest:
                    return place, text[end:].lstrip()
        return split_dateline(text, rules.dateline)

    def _starts_with(self, headline: str) -> bool:
        return letters_of(self.parts[0]["text"]) == letters_of(headline)


def read_body(containers: Iterable[Any], rules: BodyRules) -> Body:
    """Return the body that stands in *containers*, elements in page order, before `Body.cut`."""
    body = Body()
    outer = set(containers)
    for container in containers:
        if outer.isdisjoint(container.iterancestors()):
            cut = rules.all_cut.within(container)
            read_also = rules.all_read_also.within(container)
            found = _parts(read_blocks(container, cut, read_also), body, rules)
            body.parts.extend(with_lines_apart(found))
    parts, signed = _signed_apart(body.parts, rules)
    body.reporter, body.editor = reporter_behind(parts), editor_behind(parts)
    body.parts = without_frame(parts) + signed
    return body


def _signed_apart(parts: list[BodyPart], rules: BodyRules) -> tuple[list[BodyPart], list[BodyPart]]:
    """Return *parts*, and the last one apart from them if it is a sign-off by itself."""
    last = parts[-1]["text"] if parts else ""
    rest, code = split_sign_off(last, rules.sign_off)
    return (parts[:-1], parts[-1:]) if code and not rest else (parts, [])


def _parts(blocks: Iterable[Block], body: Body, rules: BodyRules) -> Iterator[BodyPart]:
    """Yield the parts of the text; keep the links of "Baca juga" lines in *body*."""
    follows_label = False
    for block in _with_titles(blocks):
        whole = block.text
        text = rules.without_leads(whole)
        body.goes_on |= GOES_ON.fullmatch(whole) is not None
        if _is_read_also(text, block) or (follows_label and block.is_only_links(text)):
            if block.kind == "read_also" or _links_headlines(text, block):
                _keep(block.links, text, body)
            follows_label |= _READ_ALSO_LABEL().fullmatch(text) is not None
            continue
        follows_label = False
        if STRAY.fullmatch(text) or _is_tags(text, block):
            continue
        text = _cut_read_also(text, block, body)
        text, first_run = cut_notices(text, block.links[-1][0] if block.links else None)
        body.syndicated_from = first_run or body.syndicated_from
        if text:
            if lead := block.lead:
                body.leads.append(lead)
            body.goes_on = False
            yield {"kind": "subhead" if block.is_subhead else block.kind, "text": text}


def _with_titles(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks*; one that announces a title is joined with the link that is the title."""
    last: Block | None = None
    for block in blocks:
        if (
            last
            and block.links
            and _at_end(_ANNOUNCES, last.text)
            and block.is_only_links(block.text)
        ):
            texts, links = [*last.texts, " ", *block.texts], last.links + block.links
            last = replace(last, texts=texts, links=links)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _is_tags(text: str, block: Block) -> bool:
    """Tell whether a block is nothing but links to the pages of tags; one alone is a name."""
    if not block.links or not all(_TAG_PAGE.search(address) for address, _ in block.links):
        return False
    label = _TAG_LABEL.match(text)
    is_list = label is not None or len(block.links) > 1
    return is_list and block.is_only_links(text[label.end() if label else 0 :])


def _is_read_also(text: str, block: Block) -> bool:
    """Tell whether a block is a "Baca juga" line: a colon, a link or a headline makes it one."""
    if block.kind == "read_also":
        return True
    label = _READ_ALSO.fullmatch(text)
    if label is None:
        return False
    colon, rest = label["colon"], label["rest"]
    if not block.links:
        is_sure = not label["weak"] and (colon or not rest)
        return bool(is_sure or _HEADLINE.fullmatch(rest))
    # In a headline that is none, links are to tags.
    return _links_headlines(text, block) or bool(colon and _HEADLINE.fullmatch(rest))


def _links_headlines(text: str, block: Block) -> bool:
    """Tell whether the links of a "Baca juga" line are the headlines that it names."""
    label = _READ_ALSO.fullmatch(text)
    return block.is_only_links(text) or bool(label and block.is_only_links(label["rest"]))


def _cut_read_also(text: str, block: Block, body: Body) -> str:
    """Return *text* without "Baca juga: Headline" in mid-paragraph, the headline being a link."""
    for link in block.links:
        before, _, after = text.partition(link[1])
        if ":" not in before[-4:]:  # to look for it is faster
            continue
        label, closing = _at_end(_LABEL_IN_TEXT, before), _CLOSING.match(after)
        if label and bool(label["bracket"]) == bool(closing):
            _keep([link], text, body)
            after = after[closing.end() if closing else 0 :].lstrip()
            text = f"{before[: label.start()].rstrip()} {after}".strip()
    return text


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Look for *pattern*, which is short and ends with the text, at its end."""
    return pattern.search(text, max(len(text) - _A_LABEL, 0))


def _keep(links: Iterable[tuple[str, str]], line: str, body: Body) -> None:
    """Keep read-also links, the label cut out of their texts; a link of only a label is none.

    Neighbours that lead to one address are one link, cut in two by the editor.
    """
    for address, group in groupby(links, key=itemgetter(0)):
        texts = [text for _, text in group]
        text = "".join(texts) if "".join(texts) in line else " ".join(texts)
        label = _READ_ALSO_LABEL().match(text)
        if headline := text[label.end() if label else 0 :]:
            body.read_also.append((address, headline))
