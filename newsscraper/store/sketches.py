"""Sketches of the stored texts, by which their like is found.

A text is found by the hash of its whole, and by the smallest hashes of its shingles: texts that are
much alike share some of these.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from heapq import nsmallest
from typing import Final, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)

from newsscraper.store.comparison_tables import CURRENT, Compared
from newsscraper.store.schema import revisions
from newsscraper.store.statements import Integer, Prepared, insert_new, text_in

HASHES: Final = 8
"""Shingles of a text that are index rows."""

_PER_HASH: Final = 12
"""Texts that are looked at of those that share a hash: more share only ordinary words."""

_ENOUGH: Final = 2
"""Hashes that a text has to share to be compared: one may be of ordinary words."""

_COMPARED: Final = 6
"""Texts that are compared in full: those that share most."""


LARGEST_SHINGLE: Final = 2**32 - 1
"""Hashes of whole texts lie above those of shingles."""

_WHOLE: Final = HASHES
"""Number of the hash of the whole; those of shingles are numbered from 0."""

_NO_HASHES: Final = {f"hash_{number}": None for number in range(HASHES)}


class Sketch(NamedTuple):
    """By what a text is found."""

    day: int
    """Of publication, days since 0001-01-01."""
    whole: int
    """Hash of the whole text, above those of shingles."""
    shingles: Sequence[int]
    """The `HASHES` smallest hashes of its shingles; none for a short text."""


class Candidate(NamedTuple):
    """A stored text that may be the same, or nearly."""

    seq: int
    key: str
    body: str


def _having(table: Table, number: int) -> Select[int]:
    """Select the texts that have the hash of a *number*."""
    return select(table.c.seq).where(table.c.hash == bindparam(f"hash_{number}"))


def _sharing(table: Table, number: int) -> Select[int]:
    """Select those of some days, the latest first."""
    is_near = table.c.day.between(bindparam("first"), bindparam("last"))
    latest = (table.c.day.desc(), table.c.seq.desc())
    return _having(table, number).where(is_near).order_by(*latest).limit(_PER_HASH)


def _numbered(number: int, query: Select[int]) -> Select[int, int]:
    return select(literal_column(str(number)).label("number"), query.subquery().c.seq)


_own = revisions.alias("own")
_first = revisions.alias("first")
_IS_OWN: Final = and_(_own.c.key == bindparam("own"), _own.c.revision == 1)
_FIRST_OF_OWN: Final = select(_own.c.seq).where(_IS_OWN).scalar_subquery()


@cache
def _shared(table: Table) -> Prepared[int, int]:
    """Return the statement for the texts that share hashes; those of the article do not count.

    Nor do those of articles that came after it: they repeat it.
    """
    found = union_all(
        _numbered(_WHOLE, _having(table, _WHOLE).order_by(table.c.seq).limit(_PER_HASH)),
        *(_numbered(number, _sharing(table, number)) for number in range(HASHES)),
    ).subquery()
    came_later = (
        exists()
        .where(revisions.c.seq == found.c.seq)
        .where(_first.c.key == revisions.c.key, _first.c.revision == 1)
        .where(_first.c.seq >= _FIRST_OF_OWN)
    )
    query = select(found.c.number, found.c.seq)
    return Prepared(query.where(or_(_FIRST_OF_OWN.is_(None), not_(came_later))))


@cache
def _adding(table: Table, count: int) -> Prepared[()]:
    """Return the statement for *count* rows: many statements cost more than a long one."""
    same = {name: bindparam(name, type_=Integer) for name in ("day", "seq")}
    hashes = (bindparam(f"hash_{number}", type_=Integer) for number in range(count))
    rows = [{"hash": value, **same} for value in hashes]
    return Prepared(insert_new(table).values(rows))


_SEQS: Final = {f"seq_{number}": None for number in range(_COMPARED)}
_TEXTS: Final = Prepared(
    select(revisions.c.seq, revisions.c.key, text_in(revisions.c.document, "body"))
    .where(revisions.c.seq.in_([bindparam(name) for name in _SEQS]))
    .order_by(revisions.c.seq)
)


def alike(
    transaction: Connection, own: str, sketch: Sketch, days: int, tables: Compared = CURRENT
) -> list[Candidate]:
    """Return the texts, of articles stored before *own*, that may be as *sketch* says, or nearly.

    Those that have the very hash of the whole, whenever they were published, leave no place for
    others, which were so at most *days* before or after.
    """
    hashes = {f"hash_{number}": value for number, value in enumerate(sketch.shingles)}
    span = {"first": sketch.day - days, "last": sketch.day + days}
    wanted = {"own": own, f"hash_{_WHOLE}": sketch.whole, **_NO_HASHES, **hashes, **span}
    seqs = _most_alike(_shared(tables.sketches).rows(transaction, wanted))
    if not seqs:
        return []
    candidates = _SEQS | dict(zip(_SEQS, seqs, strict=False))
    return [Candidate(*row) for row in _TEXTS.rows(transaction, candidates)]


def _most_alike(rows: Sequence[tuple[int, int]]) -> list[int]:
    """Return the texts to compare, of *rows* with the number of a hash and a text that has it.

    Where some have the hash of the whole, these and no others, in the order they came.
    """
    if same := [seq for number, seq in rows if number == _WHOLE]:
        return sorted(same)[:_COMPARED]
    owners = Counter(number for number, _ in rows)
    hashes: dict[int, int] = {}
    weights: dict[int, float] = {}
    for number, seq in sorted(rows):  # sums of fractions differ by their order
        hashes[seq] = hashes.get(seq, 0) + 1
        weights[seq] = weights.get(seq, 0) + 1 / owners[number]
    likely = [seq for seq, count in hashes.items() if count >= _ENOUGH]
    return nsmallest(_COMPARED, likely, key=lambda seq: (-weights[seq], seq))


def put(transaction: Connection, seq: int, sketch: Sketch, tables: Compared = CURRENT) -> None:
    """Let a text be found; a revision that was read anew is found by either of its texts."""
    hashes = (sketch.whole, *sketch.shingles)
    values = {f"hash_{number}": value for number, value in enumerate(hashes)}
    adding = _adding(tables.sketches, len(hashes))
    adding.execute(transaction, values | {"day": sketch.day, "seq": seq})
