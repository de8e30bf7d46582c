"""Why an article is as it is: its fields with their places, its text with what was cut out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from scrapy.http import HtmlResponse

from newsscraper.article.cuts import Piece, pieces_of
from newsscraper.article.evidence import Reading, evidence
from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.items import EXTRACTION, Article
from newsscraper.messages.redaction import visible
from newsscraper.page.opening import NoArticle, open_page
from newsscraper.publisher.facts import Publisher

_LONGEST: Final = 160
"""Characters of a value that are shown to a person."""
_CUT: Final = "\x1b[31m"
_END: Final = "\x1b[0m"
_WITHOUT_PLACE: Final = ("key", "kind", "rights", "dateline", "sign_off", "syndicated_from")
"""Fields that follow from the address, the body or the head of the page."""
_OF_THE_BODY: Final = ("body", "body_parts", "related", "read_also")
"""Fields that are shown by their number."""


@dataclass(frozen=True)
class Explanation:
    """What a page gives, and why."""

    url: str
    article: Article | None
    """None: there is none."""
    problem: str | None = None
    """Why there is none, or only a part of it."""
    readings: Mapping[str, Sequence[Reading]] = field(default_factory=dict)
    blocks: Sequence[Sequence[Piece]] = ()
    """The text where the body is, block by block."""
    known: Mapping[str, Any] = field(default_factory=dict)
    """What the store says of it."""
    left_out: str | None = None
    """Why a crawl leaves the article out, though it is there."""

    def to_json(self) -> str:
        """Return the article's line as `scrapy extract` prints it, with all the rest beside it."""
        data: dict[str, Any] = asdict(self.article) if self.article else {"url": self.url}
        data["explanation"] = {
            "problem": self.problem,
            "left_out": self.left_out,
            "readings": {
                name: [reading._asdict() for reading in readings]
                for name, readings in self.readings.items()
            },
            "body": [[piece._asdict() for piece in block] for block in self.blocks],
            "store": dict(self.known),
        }
        return json.dumps(data, ensure_ascii=False)

    def lines(self, *, is_coloured: bool) -> Iterator[str]:
        """Yield the lines for a person; on a terminal, what was cut is *coloured*."""
        yield from map(visible, self._about())
        marks = (_CUT, _END) if is_coloured else ("[", "]")
        if self.blocks:
            yield "the text, with what was cut:"
        for block in self.blocks:
            yield "  " + " ".join(_shown(piece, *marks) for piece in block)

    def _about(self) -> Iterator[str]:
        yield self.url
        if self.problem:
            yield f"no article: {self.problem}" if self.article is None else self.problem
        left_out = {"left out by a crawl": self.left_out} if self.left_out else {}
        for name, value in {**self._identity(), **left_out, **self.known}.items():
            yield f"{name:22} {value}"
        for name, readings in self.readings.items():
            yield from self._of_field(name, readings)

    def _identity(self) -> dict[str, Any]:
        """Return what is read from no place of its own, as far as it is there."""
        if not self.article:
            return {}
        values = {name: getattr(self.article, name) for name in _WITHOUT_PLACE}
        found = {name: _short(name, value) for name, value in values.items() if value}
        return found | {"fields by extraction": EXTRACTION}

    def _of_field(self, name: str, readings: Sequence[Reading]) -> Iterator[str]:
        won = self.article.sources.get(name) if self.article else None
        value = getattr(self.article, name, None) if won else None
        yield f"{name:22} {_short(name, value)}" + (f"  <- {won}" if won else "")
        for reading in readings:
            if reading.source != won and reading.is_there:
                is_same = reading.value == value
                said = _short(name, reading.value) if reading.value else "nothing usable"
                yield f"  {reading.source}: {'the same' if is_same else said}"


def _shown(piece: Piece, begin: str, end: str) -> str:
    text = visible(f"{piece.rule}: {piece.text}" if piece.rule else piece.text)
    return f"{begin}{text}{end}" if piece.rule else text


def _short(name: str, value: Any) -> str:
    """Return a *value* for one line."""
    if not value:
        return "-"
    if name == "body" and isinstance(value, str):
        return f"{len(value.split())} words"
    if name in _OF_THE_BODY:
        return f"{len(value)}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def explain(
    response: HtmlResponse, publisher: type[Publisher], known: Mapping[str, Any] | None = None
) -> Explanation:
    """Return why the article of *response* is as it is, or why there is none."""
    problem = article = None
    try:
        article = read_article(response, publisher)
    except PartOfArticle as part:
        problem, article = str(part), part.article
    except NoArticle as reason:
        problem = str(reason)
    try:
        page = open_page(response, publisher)
    except NoArticle:
        return Explanation(response.url, article, problem, known=known or {})
    found = evidence(page, publisher)
    blocks = pieces_of(page, publisher, article) if article else []
    return Explanation(response.url, article, problem, found, blocks, known or {})
