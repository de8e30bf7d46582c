"""What was cut out of a body, in its place, and by which rule: for a person who asks why."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from newsscraper.article.blocks import read_blocks
from newsscraper.article.end_notices import cut_notices
from newsscraper.article.loader import MOST_NODES
from newsscraper.article.stray_lines import AROUND, STRAY
from newsscraper.items import Article
from newsscraper.normalize.text import letters_of
from newsscraper.page.fetched_page import Page
from newsscraper.publisher.body_rules import BodyRules
from newsscraper.publisher.facts import Publisher


class Piece(NamedTuple):
    """A part of what stands where the body is."""

    text: str
    rule: str | None = None
    """Why it was cut; None: it was kept."""


def pieces_of(page: Page, publisher: type[Publisher], article: Article) -> list[list[Piece]]:
    """Return all blocks of text where the body of *article* was read, each in pieces."""
    nodes = _containers(page, publisher, article)
    rules = _Cutters(article, publisher.body_rules, nodes)
    blocks = [block.text for node in nodes for block in read_blocks(node, set(), set())]
    found, rest = [], [part["text"] for part in article.body_parts]
    for block in filter(None, blocks):
        pieces, rest = _split(block, rest)
        found.append(
            [piece._replace(rule=rules.of(piece.text)) if cut else piece for piece, cut in pieces]
        )
    return found


def _containers(page: Page, publisher: type[Publisher], article: Article) -> Sequence[Any]:
    """Return the outermost elements of the place that gave the body."""
    places = [
        each for each in publisher.sources["body"] if str(each) == article.sources.get("body")
    ]
    nodes = page.read(places[0])[:MOST_NODES] if places else []
    outer = set(nodes)
    return [node for node in nodes if outer.isdisjoint(node.iterancestors())]


def _split(block: str, rest: list[str]) -> tuple[list[tuple[Piece, bool]], list[str]]:
    """Return a *block* in pieces, each with whether it was cut, and what is left of the body."""
    part = rest[0] if rest else ""
    if part.startswith(block):  # an element that was cut may have stood in the midst of a part
        left = part[len(block) :].lstrip()
        return [(Piece(block), False)], [left, *rest[1:]] if left else rest[1:]
    if not part or not (pieces := _diff(block, part)):
        return [(Piece(block), True)], rest
    return pieces, rest[1:]


def _diff(block: str, part: str) -> list[tuple[Piece, bool]]:
    """Return a *block* in pieces if all words of a *part* are in it, in order; else nothing."""
    before, whole, after = block.partition(part)
    if whole:
        around = [(before, True), (part, False), (after, True)]
        return [(Piece(text.strip()), is_cut) for text, is_cut in around if text.strip()]
    words, kept = block.split(), part.split()
    matcher = SequenceMatcher(None, words, kept, autojunk=False)
    pieces = []
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag in ("insert", "replace"):
            return []
        pieces.append((Piece(" ".join(words[start:end])), tag == "delete"))
    return pieces


class _Cutters:
    """Tells which rule cut a piece of text."""

    def __init__(self, article: Article, rules: BodyRules, nodes: Sequence[Any]) -> None:
        self.article = article
        found = {"read-also": rules.all_read_also.find, "junk": rules.all_junk.find}
        self.elements = {
            letters_of(block.text): f"{kind} {_name_of(element)}"
            for kind, find in found.items()
            for node in nodes
            for element in find(node)
            for block in read_blocks(element, set(), set())
        }
        """Text of an element that is no text of the article -> which element."""

    def of(self, text: str) -> str:
        """Return the name of the rule that cut *text*."""
        letters = letters_of(text)
        if name := self.elements.get(letters):
            return name
        known: Mapping[str, str | None] = {
            "repeats the headline": self.article.headline,
            "sign-off": self.article.sign_off,
            "byline": self.article.byline,
            "dateline": self.article.dateline,
        }
        for rule, value in known.items():
            if value and (letters == letters_of(value) or (rule == "dateline" and value in text)):
                return rule
        if STRAY.fullmatch(text) or AROUND.fullmatch(text):
            return "stray line"
        if "baca juga" in text.lower() or self._is_read_also(letters):
            return "read-also"
        if cut_notices(text, None).text != text:
            return "notice"
        return "byline" if self.article.byline and self.article.byline in text else "no text"

    def _is_read_also(self, letters: str) -> bool:
        return any(letters_of(str(link["headline"])) == letters for link in self.article.read_also)


def _name_of(element: Any) -> str:
    """Return an *element* as CSS names it: ``div.banner``, ``p#iklan``."""
    if name := element.get("id"):
        return f"{element.tag}#{name}"
    return ".".join([element.tag, *(element.get("class") or "").split()[:2]])
