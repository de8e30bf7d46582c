"""What the pages of an article have given so far, and how it becomes an article."""

from copy import copy
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Final

from newsscraper.article import finishing
from newsscraper.article.body import Body
from newsscraper.items import Article, BodyPart
from newsscraper.page.links import absolute
from newsscraper.publisher.facts import Publisher

_A_SENTENCE: Final = 8
"""Words that no two parts of an article share by chance."""
_AN_OPENING: Final = 50
"""Characters by which a part is known again."""


@dataclass(frozen=True)
class Draft:
    """An article of which perhaps not all pages have come. A request carries it to the next."""

    article: Article
    """All but what is known from the body."""
    body: Body
    """The text, with all that is to be cut out of it."""
    base: str
    """Address of the first page."""
    pages: int = 1
    """How many have come."""
    last: int = 0
    """The highest number of a page of which any has told."""

    def finished(self, publisher: type[Publisher]) -> Article:
        """Return the article that it makes."""
        kept = self.article
        article, body = copy(kept), copy(self.body)
        article.sources, article.conflicts = dict(kept.sources), dict(kept.conflicts)
        body.parts = [part.copy() for part in body.parts]
        opening = body.parts[0]["text"] if body.parts else ""
        body.cut(article.headline, publisher.body_rules)
        finishing.finish_body(article, body, publisher.article_urls, self.base)
        byline = body.byline
        if byline is None and body.reporter and not article.authors:
            byline = body.reporter, body.reporter
        finishing.name_writer(article, byline, publisher.houses)
        finishing.name_editor(article, body.editor, publisher.houses)
        finishing.credit_agency(article, opening, publisher.houses)
        return article

    def followed_by(self, later: "Draft", *, adds: bool) -> "Draft":
        """Return the draft of all pages up to *later*, which *adds* its text or has all of it.

        What the first page says of the article holds; what it lacks, a later one may say.
        """
        body = self._with_text_of(later) if adds else later.body
        base = self.base if adds else later.base
        article = _filled(self.article, later.article)
        return Draft(article, body, base, self.pages + 1, self.last)

    def _with_text_of(self, later: "Draft") -> Body:
        """Return the body with that of *later*.

        Addresses in it are made whole: on another page they would mean something else.
        """
        links = [(absolute(later.base, each) or "", text) for each, text in later.body.read_also]
        parts = self._new_in(later)
        return self.body.followed_by(replace(later.body, parts=parts, read_also=links))

    def _new_in(self, later: "Draft") -> list[BodyPart]:
        """Return the parts of *later* without those that stand at the top of the first page, too.

        They may stand at the top of each page.
        """
        tops = zip(self.body.parts, later.body.parts, strict=False)
        shared = sum(1 for _ in takewhile(lambda parts: parts[0] == parts[1], tops))
        return later.body.parts[shared:]

    def is_lost_in(self, later: "Draft") -> bool:
        """Tell whether *later*, which was to have all of the text, has no paragraph of this one.

        A paragraph may go on there, where the page broke it off.
        """
        openings = tuple(
            part["text"][:_AN_OPENING]
            for part in self.body.parts
            if len(part["text"].split()) >= _A_SENTENCE
        )
        texts = (part["text"] for part in later.body.parts)
        return bool(openings) and not any(text.startswith(openings) for text in texts)

    def has_all_of(self, later: "Draft") -> bool:
        """Tell whether *later* has no text that is not here."""
        known = {part["text"] for part in self.body.parts}
        return all(part["text"] in known for part in later.body.parts)

    def is_repeated_by(self, later: "Draft") -> bool:
        """Tell whether *later* has a sentence that was there before, or nothing new at all."""
        known = {part["text"] for part in self.body.parts}
        texts = [part["text"] for part in self._new_in(later)]
        repeated = [text for text in texts if text in known]
        return len(repeated) == len(texts) or any(
            len(text.split()) >= _A_SENTENCE for text in repeated
        )


def _filled(article: Article, later: Article) -> Article:
    """Return *article* with the fields that only *later*, of a further page, has."""
    names = later.sources.keys() - article.sources.keys()
    values: dict[str, Any] = {name: getattr(later, name) for name in names}
    if "date_published" in names:
        values["date_precision"] = later.date_precision
    sources = later.sources | article.sources
    if "body" in later.sources:
        sources["body"] = later.sources["body"]
    conflicts = {name: said for name, said in later.conflicts.items() if name in names}
    return replace(article, **values, sources=sources, conflicts=article.conflicts | conflicts)
