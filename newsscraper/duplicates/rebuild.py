"""Recomputes what repeats what, from the articles of the store and in the order they came.

It goes in steps into tables of its own, while runs go on. The last step takes in what they stored
meanwhile, and swaps the tables.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import Article
from newsscraper.store import comparison_anew, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.comparison_anew import Repeated

_AT_ONCE: Final = 40
"""Revisions in a step: others wait for it, a tenth of a second."""


def rebuild(store: Store, finder: DuplicateFinder, rest: Callable[[int], None]) -> int:
    """Compare all articles anew, as *finder* would have when they came; return how many changed.

    After each step it calls *rest* with the seq that it has reached. If it is stopped, the next
    one with the same settings goes on.
    """
    with store.writing() as transaction:
        reached = comparison_anew.begin(transaction, finder.days, finder.similarity)
    while True:
        with store.writing() as transaction:
            chunk = revisions.following(transaction, reached, _AT_ONCE)
            for seq, article in chunk:
                _compare_anew(transaction, finder, seq, article)
                reached = seq
            if len(chunk) < _AT_ONCE:
                return comparison_anew.swap(transaction)
            comparison_anew.reach(transaction, reached)
        rest(reached)


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
