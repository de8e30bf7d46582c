"""What a comparison of all found anew, written to where it is read: documents, and the ledger.

It goes in steps, each short, as runs wait for it.
"""

from typing import Final

from sqlalchemy import Connection, bindparam, case, func, select

from newsscraper.store import ledger as ledger_rows
from newsscraper.store import revisions as stored
from newsscraper.store.comparison_tables import changed_marks, duplicates, matches, progress
from newsscraper.store.revisions import IS_NEWEST
from newsscraper.store.schema import articles, ledger, revisions
from newsscraper.store.states import HERE, State

_MARKS: Final = 100
"""Documents written in a step."""
_ARTICLES: Final = 1_000
"""Articles judged in a step."""

_ORIGINAL = case((duplicates.c.seq.is_not(None), matches.c.other))
_NEXT = (
    select(articles.c.key, ledger.c.state, ledger.c.reason, _ORIGINAL.label("original"))
    .join(revisions, IS_NEWEST)
    .join(ledger, ledger.c.key == articles.c.key, isouter=True)
    .join(duplicates, duplicates.c.seq == revisions.c.seq, isouter=True)
    .join(matches, matches.c.seq == duplicates.c.seq, isouter=True)
    .where(articles.c.key > bindparam("after"))
    .order_by(articles.c.key)
    .limit(_ARTICLES)
)


def write(transaction: Connection, after: int) -> int | None:
    """Write the next marks behind the seq *after*; return the last seq, None if there is none."""
    query = select(changed_marks).where(changed_marks.c.seq > after)
    rows = transaction.execute(query.order_by(changed_marks.c.seq).limit(_MARKS)).all()
    noted = {row.seq: row for row in rows}
    for seq, article in stored.queued(transaction, list(noted)):
        article.duplicate_of, article.similarity = noted[seq].duplicate_of, noted[seq].similarity
        stored.replace(transaction, seq, article)
    return max(noted, default=None)


def judge(transaction: Connection, after: str) -> str | None:
    """Judge the next articles behind the key *after*; return the last, None if there is none.

    The ledger then says of each whether it repeats another word by word.
    """
    rows = transaction.execute(_NEXT, {"after": after}).all()
    for row in rows:
        is_called = row.state == State.DUPLICATE
        if row.state in HERE and (is_called, row.reason) != (bool(row.original), row.original):
            ledger_rows.repeat(transaction, row.key, row.original)
    return rows[-1].key if rows else None


def end(transaction: Connection) -> int:
    """Forget how far it came; return how many marks changed."""
    count = transaction.scalars(select(func.count()).select_from(changed_marks)).one()
    for table in (progress, changed_marks):
        table.drop(transaction)
    return count
