"""Finds what a new article repeats, and keeps what later ones are compared with."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from heapq import nsmallest
from typing import Final, Self

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.duplicates.comparison import FEWEST_WORDS, is_same_story, resemblance
from newsscraper.duplicates.text import Text
from newsscraper.items import Article
from newsscraper.store import duplicates, sketches
from newsscraper.store.duplicates import Match

_STUB: Final = 20
"""Texts of fewer words say too little to repeat another: stubs of photo and video pages."""

_MOST_ALIKE: Final = 0.999
"""Similarity of texts of the same words that differ in case or punctuation."""

_ABOVE_SHINGLES: Final = 2**32
"""Hashes of whole texts lie above those of shingles."""


@dataclass
class Sketch:
    """By what a text is found, and what was found with it."""

    text: Text
    day: int
    """Of publication, days since 0001-01-01."""
    whole: int | None = None
    """Hash of the text; a stub has none."""
    shingles: list[int] = field(default_factory=list)
    """The smallest hashes of its shingles; a short text has none."""
    found: list[Match] = field(default_factory=list)
    """What it repeats, most alike first."""


class DuplicateFinder:
    """Compares articles with those stored before.

    The same text is found at any time, a text that is nearly the same within *days* of its
    publication, if it is as alike as *similarity*.
    """

    def __init__(self, days: int, similarity: float) -> None:
        self.days = days
        self.similarity = similarity

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Build the finder that the settings ask for."""
        return cls(
            settings.getint("NEAR_DUPLICATE_DAYS"), settings.getfloat("NEAR_DUPLICATE_SIMILARITY")
        )

    def mark(self, transaction: Connection, article: Article) -> Sketch:
        """Set ``duplicate_of`` and ``similarity`` of *article* by what is stored before it."""
        sketch = sketch_of(article)
        same = self._same(transaction, article, sketch)
        sketch.found = same or self._alike(transaction, article, sketch)
        best = sketch.found[0] if sketch.found else (None, None)
        article.duplicate_of, article.similarity = best
        return sketch

    def keep(self, transaction: Connection, seq: int, article: Article, sketch: Sketch) -> bool:
        """Let later articles be compared with the revision *seq*; tell if feeds leave it out.

        They leave out the same text under another key, but not when an article that they hold
        has changed into it.
        """
        if sketch.whole:
            hashes = (sketch.whole, *sketch.shingles)
            sketches.put(transaction, seq, hashes, sketch.day)
        duplicates.put(transaction, seq, sketch.found)
        if article.similarity != 1 or not self._is_first(transaction, article):
            return False
        duplicates.leave_out(transaction, seq)
        return True

    def is_left_out(self, transaction: Connection, article: Article) -> bool:
        """Tell whether feeds leave out *article*, which is stored, as an exact duplicate."""
        is_same = article.similarity == 1
        return is_same and duplicates.is_left_out(transaction, str(article.key), article.revision)

    def _is_first(self, transaction: Connection, article: Article) -> bool:
        """Tell whether feeds hold no earlier revision of *article*."""
        before = article.revision - 1
        return not before or duplicates.is_left_out(transaction, str(article.key), before)

    def _same(self, transaction: Connection, article: Article, sketch: Sketch) -> list[Match]:
        if sketch.whole is None:
            return []
        other = sketches.same(transaction, str(article.key), sketch.whole)
        return [Match(other.key, 1.0)] if other and other.body == article.body else []

    def _alike(self, transaction: Connection, article: Article, sketch: Sketch) -> list[Match]:
        if not sketch.shingles or not self.days:
            return []
        span = (sketch.day - self.days, sketch.day + self.days)
        best: dict[str, float] = {}
        for other in sketches.alike(transaction, str(article.key), sketch.shingles, *span):
            similarity = self._compare(sketch.text, Text(other.body))
            best[other.key] = max(similarity, best.get(other.key, 0))
        found = [Match(*each) for each in best.items() if each[1]]
        return sorted(found, key=lambda match: -match.similarity)

    def _compare(self, text: Text, other: Text) -> float:
        """Return how much two texts resemble each other, 0 if they are no near duplicates."""
        similarity = resemblance(text, other)
        is_near = (
            similarity >= self.similarity
            and len(other.words) >= FEWEST_WORDS
            and is_same_story(text, other)
        )
        return min(round(similarity, 3), _MOST_ALIKE) if is_near else 0


def sketch_of(article: Article) -> Sketch:
    """Return the sketch of an article, with nothing found yet."""
    text = Text(article.body or "")
    day = date.fromisoformat(str(article.date_published)[:10]).toordinal()
    sketch = Sketch(text, day)
    if len(text.words) >= _STUB:
        sketch.whole = _hash(text.body)
    if len(text.words) >= FEWEST_WORDS:
        sketch.shingles = nsmallest(sketches.HASHES, text.shingles)
    return sketch


def _hash(body: str) -> int:
    digest = blake2b(body.encode("utf-8", "replace"), digest_size=7).digest()
    return int.from_bytes(digest) + _ABOVE_SHINGLES
