"""Recomputes what repeats what, from the articles of the store and in the order they came."""

from sqlalchemy import Connection

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import Article
from newsscraper.store import ledger, matches, revisions


def rebuild(transaction: Connection, finder: DuplicateFinder) -> int:
    """Compare all articles anew, as *finder* would have when they came; return how many changed."""
    matches.clear(transaction)
    changed = 0
    seq = 0
    while chunk := revisions.following(transaction, seq, 200):
        for seq, article in chunk:
            if _compare_anew(transaction, finder, seq, article):
                changed += 1
    return changed


def _compare_anew(
    transaction: Connection, finder: DuplicateFinder, seq: int, article: Article
) -> bool:
    """Compare one revision; tell whether it repeats something else now."""
    before = article.duplicate_of, article.similarity
    finding = finder.mark(transaction, article)
    is_duplicate = finder.keep(transaction, seq, article, finding)
    original = article.duplicate_of if is_duplicate else None
    ledger.repeat(transaction, str(article.key), original)
    if before == (article.duplicate_of, article.similarity):
        return False
    revisions.replace(transaction, seq, article)
    return True
