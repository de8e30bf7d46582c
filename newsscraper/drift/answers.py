"""What an article, or a page of a list, answers to the questions that are counted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final, NamedTuple

from newsscraper.items import Article
from newsscraper.roads.listing import ENOUGH, Listing

FIELDS: Final = (
    *("headline", "url", "description", "section", "section_name", "authors", "editors", "byline"),
    *("date_published", "date_published_raw", "image", "body", "keywords", "sign_off", "dateline"),
    *("related", "read_also", "free_access", "syndicated_from"),
)
"""Fields of which is counted which place supplied them; the answer is empty if none did.

``date_modified`` is none of them: the sooner a page is fetched, the fewer have it.
"""

CONFLICTS: Final = ("headline", "authors", "editors", "date_published", "date_modified")
"""Fields of which is counted whether places disagree."""

LISTS: Final = ("authors", "keywords", "related", "read_also")
"""Fields of which is counted how many items they have."""

YES, NO, NONE = "yes", "no", ""
"""Answers; the last: nothing is there."""

CONFLICT: Final = "/conflict"
NUMBER: Final = "/number"
"""Ends of questions."""
WORDS, PARTS = "body/words", "body/parts"
AGE, PRECISION = "date_published/age", "date_published/precision"
CARDS, LINKS, DATES = "index/cards", "index/links", "index/dates"
NAME: Final = "authors/name"

WORD_STEPS: Final = (25, 50, 100, 150, 200, 300, 400, 600, 800, 1200, 1600)
PART_STEPS: Final = (1, 2, 4, 7, 10, 15, 20, 30, 50)
NUMBER_STEPS: Final = (1, 2, 3, 5, 8, 12, 20)
CARD_STEPS: Final = (0, 1, 2, 5, 9, 14, 19, 24, 29, 39, 49, 79, 100)
SHARE_STEPS: Final = (0, 50, 90)
"""Sizes are counted up to each of these, and beyond the last."""

FUTURE, NOW, SINCE, LATE, OLD = "future", "now", "since", "late", "old"
"""Ages of a date: it lies ahead of the fetch; is the moment of it; lies after the last run, hours
before that, or long ago."""

RECENT: Final = timedelta(days=30)
"""Pages of older articles are of another era: nothing but their date is counted."""
_AHEAD: Final = timedelta(minutes=10)
_MOMENT: Final = timedelta(seconds=60)
_DELAY: Final = timedelta(hours=3)
"""An article may appear in lists so long after its own date."""


class Answer(NamedTuple):
    """One answer to one question."""

    question: str
    answer: str


def of_article(article: Article) -> Iterator[Answer]:
    """Yield what is counted of the fields of *article*."""
    return chain(_sources(article), _agreement(article), _sizes(article))


def _sources(article: Article) -> Iterator[Answer]:
    for name in FIELDS:
        yield Answer(name, article.sources.get(name, "?") if _has(article, name) else NONE)
    if image := article.image:
        yield Answer("image/caption", YES if image["caption"] else NONE)
        yield Answer("image/credit", YES if image["credit"] else NONE)


def _has(article: Article, name: str) -> bool:
    value: Any = getattr(article, name)
    return value is not None and value != []


def _agreement(article: Article) -> Iterator[Answer]:
    for name in CONFLICTS:
        if _has(article, name):
            yield Answer(name + CONFLICT, YES if article.conflicts.get(name) else NO)
    if article.date_precision:
        yield Answer(PRECISION, article.date_precision)


def _sizes(article: Article) -> Iterator[Answer]:
    if article.body:
        yield Answer(WORDS, step(article.word_count, WORD_STEPS))
        yield Answer(PARTS, step(len(article.body_parts), PART_STEPS))
    for name in LISTS:
        if items := getattr(article, name):
            yield Answer(name + NUMBER, step(len(items), NUMBER_STEPS))


def names_of(article: Article) -> list[Answer]:
    """Return the authors of *article*; of them all articles are one group."""
    return [Answer(NAME, name) for name in set(article.authors)]


def step(size: float, steps: tuple[int, ...]) -> str:
    """Return the first of *steps* that *size* does not exceed; ``inf`` beyond the last."""
    return next((str(each) for each in steps if size <= each), "inf")


def of_age(date: datetime, fetched: datetime, last_run: datetime | None) -> Answer:
    """Return how old *date* is when its page is *fetched*; *last_run* is when the last one began.

    Without a last run all that is recent counts as since then.
    """
    age = fetched - date
    if age < -_AHEAD:
        return Answer(AGE, FUTURE)
    if abs(age) <= _MOMENT:
        return Answer(AGE, NOW)
    if age > RECENT:
        return Answer(AGE, OLD)
    is_late = last_run is not None and date < last_run - _DELAY
    return Answer(AGE, LATE if is_late else SINCE)


def is_recent(date: datetime, fetched: datetime) -> bool:
    """Tell whether an article is of the same era as the day on which it is *fetched*."""
    return fetched - date <= RECENT


def of_index(listing: Listing) -> Iterator[Answer]:
    """Yield what is counted of a page of a list: its cards, what of them is understood.

    Shares are told only of five or more: a short day's one article stands there in run after run.
    """
    size = listing.size
    yield Answer(CARDS, step(size.cards, CARD_STEPS))
    if size.cards >= ENOUGH:
        yield Answer(LINKS, step(100 * size.links / size.cards, SHARE_STEPS))
    links = [link for part in listing.parts for link in part.values()]
    if len(links) >= ENOUGH:
        dated = sum(link["date_published"] is not None for link in links)
        yield Answer(DATES, step(100 * dated / len(links), SHARE_STEPS))
