"""Recomputes what repeats what, from the articles of the store and in the order they came."""

from sqlalchemy import Connection

from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.items import Article
from newsscraper.store import articles, duplicates, ledger


def rebuild(transaction: Connection, finder: DuplicateFinder) -> int:
    """Compare all articles anew, as *finder* would have when they came; return how many changed."""
    duplicates.clear(transaction)
    changed = seq = 0
    while chunk := articles.deliveries(transaction, articles.all_revisions(), seq):
        for seq, article in chunk:
            changed += _compare_anew(transaction, finder, seq, article)
    return changed


def _compare_anew(
    transaction: Connection, finder: DuplicateFinder, seq: int, article: Article
) -> bool:
    before = article.duplicate_of, article.similarity
    finding = finder.mark(transaction, article)
    is_duplicate = finder.keep(transaction, seq, article, finding)
    original = article.duplicate_of if is_duplicate else None
    ledger.repeat(transaction, str(article.key), original)
    if before == (article.duplicate_of, article.similarity):
        return False
    articles.replace(transaction, seq, article)
    return True
