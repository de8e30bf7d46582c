"""Finds what a new article repeats, and keeps what later ones are compared with."""

from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple, Self

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsscraper.duplicates.compared_text import Text
from newsscraper.duplicates.comparison import FEWEST_WORDS, is_same_story, resemblance
from newsscraper.items import Article
from newsscraper.store import matches, sketches
from newsscraper.store.comparison_tables import CURRENT, Compared
from newsscraper.store.matches import Match
from newsscraper.store.sketches import Sketch

_STUB: Final = 20
"""Texts of fewer words say too little to repeat another: stubs of photo and video pages."""

_MOST_ALIKE: Final = 0.999
"""Similarity of texts of the same words that differ in case or punctuation."""


class Finding(NamedTuple):
    """What was found of an article, and by what others will find it."""

    sketch: Sketch | None
    """A stub has none."""
    matches: list[Match]
    """What it repeats, most alike first."""

    @property
    def is_exact(self) -> bool:
        """Tell whether it has the very text of another article."""
        return bool(self.matches) and self.matches[0].similarity == 1


class DuplicateFinder:
    """Compares articles with those stored before.

    The same text is found at any time, a text that is nearly the same within *days* of its
    publication, if it is as alike as *similarity*.
    """

    def __init__(self, days: int, similarity: float, tables: Compared = CURRENT) -> None:
        self.days = days
        self.similarity = similarity
        self.tables = tables
        """Where it looks, and keeps what it found."""

    @classmethod
    def from_settings(cls, settings: BaseSettings, tables: Compared = CURRENT) -> Self:
        """Build the finder that the settings ask for."""
        days = settings.getint("NEAR_DUPLICATE_DAYS")
        return cls(days, settings.getfloat("NEAR_DUPLICATE_SIMILARITY"), tables)

    def mark(self, transaction: Connection, article: Article) -> Finding:
        """Set ``duplicate_of`` and ``similarity`` of *article* by what is stored before it."""
        text = Text(article.body or "")
        sketch = sketch_of(article, text)
        finding = self._find(transaction, article, text, sketch) if sketch else Finding(None, [])
        article.duplicate_of, article.similarity = None, None
        if finding.matches:
            article.duplicate_of, article.similarity = finding.matches[0]
        return finding

    def keep(self, transaction: Connection, seq: int, article: Article, finding: Finding) -> bool:
        """Let later articles be compared with the revision *seq*; tell if feeds leave it out.

        They leave out the same text under another key, as long as an article from before has it,
        but not when an article that they hold has changed into it.
        """
        if finding.sketch:
            sketches.put(transaction, seq, finding.sketch, self.tables)
        matches.put(transaction, seq, finding.matches, self.tables)
        if not (finding.sketch and finding.is_exact and self._is_first(transaction, article)):
            return False
        key, whole = str(article.key), finding.sketch.whole
        return matches.leave_out(transaction, seq, key, whole, self.tables)

    def keep_reread(
        self, transaction: Connection, seq: int, article: Article, before: Article
    ) -> None:
        """Let later articles be compared with *article*, too, as which *seq* is read anew.

        What it repeats stays as it was *before*: the other one may still be read as of old.
        """
        article.duplicate_of, article.similarity = before.duplicate_of, before.similarity
        if sketch := sketch_of(article, Text(article.body or "")):
            sketches.put(transaction, seq, sketch)

    def is_left_out(self, transaction: Connection, article: Article) -> bool:
        """Tell whether feeds leave out *article*, which is stored, as an exact duplicate."""
        is_same = article.similarity == 1
        return is_same and self._has_left_out(transaction, article, article.revision)

    def _is_first(self, transaction: Connection, article: Article) -> bool:
        """Tell whether feeds hold no earlier revision of *article*."""
        before = article.revision - 1
        return not before or self._has_left_out(transaction, article, before)

    def _has_left_out(self, transaction: Connection, article: Article, revision: int) -> bool:
        return matches.is_left_out(transaction, str(article.key), revision, self.tables)

    def _find(
        self, transaction: Connection, article: Article, text: Text, sketch: Sketch
    ) -> Finding:
        wanted = sketch if self.days else sketch._replace(shingles=())
        others = sketches.alike(transaction, str(article.key), wanted, self.days, self.tables)
        for other in others:
            if other.body == article.body:
                return Finding(sketch, [Match(other.key, 1.0)])
        best: dict[str, float] = {}
        for other in others:
            similarity = self._compare(text, Text(other.body))
            best[other.key] = max(similarity, best.get(other.key, 0))
        found = [Match(key, similarity) for key, similarity in best.items() if similarity]
        return Finding(sketch, sorted(found, key=lambda match: -match.similarity))

    def _compare(self, text: Text, other: Text) -> float:
        """Return how much two texts resemble each other, 0 if they are no near duplicates."""
        similarity = resemblance(text, other)
        is_near = (
            similarity >= self.similarity
            and other.length >= FEWEST_WORDS
            and is_same_story(text, other)
        )
        return min(round(similarity, 3), _MOST_ALIKE) if is_near else 0


def sketch_of(article: Article, text: Text) -> Sketch | None:
    """Return the sketch of an article with this *text*; a stub has none."""
    if text.length < _STUB:
        return None
    day = date.fromisoformat(str(article.date_published)[:10]).toordinal()
    shingles = _smallest(text.hashes) if text.length >= FEWEST_WORDS else ()
    return Sketch(day, _hash(text.body), shingles)


def _smallest(hashes: Sequence[int]) -> Sequence[int]:
    """Return the smallest of 32-bit *hashes*, each once, in order.

    They are looked for among some that are small: three times as many as it takes, most often.
    """
    limit = 3 * sketches.HASHES * sketches.LARGEST_SHINGLE // len(hashes)
    few = {each for each in hashes if each < limit}
    return sorted(few if len(few) >= sketches.HASHES else set(hashes))[: sketches.HASHES]


def _hash(body: str) -> int:
    digest = blake2b(body.encode("utf-8", "replace"), digest_size=7).digest()
    return sketches.LARGEST_SHINGLE + 1 + int.from_bytes(digest)
