"""What the store says of one article: its state, its revisions, and what it repeats.

It loads sqlalchemy, which takes long: commands import it only when they run.
"""

from contextlib import closing
from typing import Any

from newsscraper.failures import CannotGoOn
from newsscraper.store import ledger, revisions
from newsscraper.store.article_store import Store
from newsscraper.store.home import Place
from newsscraper.store.states import NOT_HAD, State


def known_of(key: str, place: Place) -> dict[str, Any]:
    """Return what the store at *place* says of the article *key*, or why it says nothing."""
    try:
        with closing(Store.open_to_read(place)) as store, store.reading() as transaction:
            entry = ledger.look_up(transaction, [key]).get(key)
            return _said(entry, revisions.document_of(transaction, key))
    except CannotGoOn as error:
        return {"store": str(error)}


def _said(entry: ledger.Entry | None, article: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"ledger": "no list has shown it"}
    if entry:
        found["ledger"] = f"{entry.state}{_why(entry)}, by run {entry.run}"
        if entry.status:
            found["last status"] = entry.status
        if entry.next_try:
            found["next try"] = entry.next_try
    if article:
        found["stored"] = f"revision {article.revision}, fetched {article.fetched_at}"
        if article.duplicate_of:
            found["repeats"] = f"{article.duplicate_of} ({article.similarity})"
    return found


def _why(entry: ledger.Entry) -> str:
    """Return why an article is not in the store under its own key."""
    if entry.reason and entry.state == State.DUPLICATE:
        return f" of {entry.reason}"
    return f" ({entry.reason})" if entry.reason and entry.state in NOT_HAD else ""
