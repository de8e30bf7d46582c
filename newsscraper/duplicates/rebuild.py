"""Recomputes what repeats what, from the articles of the store and in the order they came.

It goes in steps into tables of its own, while runs go on. A step takes in what they stored
meanwhile, and swaps the tables. Then documents and ledger are told, in steps again.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import Article
from newsscraper.store import comparison_anew, marks_anew, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.comparison_anew import Repeated

_AT_ONCE: Final = 40
"""Revisions in a step: others wait for it, a tenth of a second."""


class Work(StrEnum):
    """A work of many steps."""

    COMPARED = "compared"
    MARKED = "marked"


Rest = Callable[[Work, int], None]
"""What is done between two steps: it is told of which work, and which seq it has reached."""


def rebuild(store: Store, finder: DuplicateFinder, rest: Rest) -> int:
    """Compare all articles anew, as *finder* would have when they came; return how many changed.

    After each step it calls *rest*. If it is stopped, the next one with the same settings goes on.
    """
    with store.writing() as transaction:
        reached = comparison_anew.begin(transaction, finder.days, finder.similarity)
        is_compared = comparison_anew.is_swapped(transaction)
    if not is_compared:
        _compare(store, finder, reached, rest)
        reached = 0
    _mark(store, reached, rest)
    _judge(store)
    with store.writing() as transaction:
        return marks_anew.end(transaction)


def _compare(store: Store, finder: DuplicateFinder, reached: int, rest: Rest) -> None:
    """Compare what is behind the seq *reached*, and let runs go by what was found."""
    while True:
        with store.writing() as transaction:
            chunk = revisions.following(transaction, reached, _AT_ONCE)
            for seq, article in chunk:
                _compare_anew(transaction, finder, seq, article)
                reached = seq
            if len(chunk) < _AT_ONCE:
                return comparison_anew.swap(transaction)
            comparison_anew.reach(transaction, reached)
        rest(Work.COMPARED, reached)


def _compare_anew(
    transaction: Connection, finder: DuplicateFinder, seq: int, article: Article
) -> None:
    """Compare one revision; note what it repeats if that is something else now."""
    before = article.duplicate_of, article.similarity
    finding = finder.mark(transaction, article)
    finder.keep(transaction, seq, article, finding)
    if before != (article.duplicate_of, article.similarity):
        marks = Repeated(seq, article.duplicate_of, article.similarity)
        comparison_anew.note(transaction, marks)


def _mark(store: Store, reached: int, rest: Rest) -> None:
    """Write the marks that changed, of revisions behind the seq *reached*."""
    while True:
        with store.writing() as transaction:
            last = marks_anew.write(transaction, reached)
            if last is None:
                return
            reached = last
            comparison_anew.reach(transaction, reached)
        rest(Work.MARKED, reached)


def _judge(store: Store) -> None:
    """Say in the ledger which articles repeat others word by word."""
    last: str | None = ""
    while last is not None:
        with store.writing() as transaction:
            last = marks_anew.judge(transaction, last)
