"""Sketches of the stored texts, by which their like is found.

A text is found by the hash of its whole, and by the smallest hashes of its shingles: texts that are
much alike share some of these.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Final, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal,
    literal_column,
    select,
    union_all,
)

from newsscraper.store.schema import revisions, sketches

HASHES: Final = 8
"""Shingles of a text that are index rows."""

_PER_HASH: Final = 25
"""Texts that are looked at of those that share a hash: more share only ordinary words."""

_ENOUGH: Final = 3
"""Hashes that two texts share by chance next to never, however ordinary each of them is."""

_RARE: Final = 1 / 4
"""Weight of fewer hashes that is enough: each weighs less, the more texts have it."""

_COMPARED: Final = 6
"""Texts that are compared in full: those that share most."""


class Candidate(NamedTuple):
    """A stored text that may be the same, or nearly."""

    key: str
    body: str


def _sharing(number: int) -> Select[int, int]:
    """Select the texts of some days that share a hash, the latest first, with its *number*."""
    query = select(sketches.c.seq).where(
        sketches.c.hash == bindparam(f"hash_{number}"),
        sketches.c.day.between(bindparam("first"), bindparam("last")),
    )
    query = query.order_by(sketches.c.day.desc(), sketches.c.seq.desc()).limit(_PER_HASH)
    return select(literal_column(str(number)).label("number"), query.subquery().c.seq)


_TEXT: Final = (revisions.c.key, func.json_extract(revisions.c.document, "$.body"))
_first = revisions.alias("first")
_own = revisions.alias("own")
_NEW: Final = literal(2**62)
_FIRST_OF_OWN: Final = (
    select(_own.c.seq).where(_own.c.key == bindparam("own"), _own.c.revision == 1).scalar_subquery()
)
_WAS_BEFORE: Final = and_(
    _first.c.key == revisions.c.key,
    _first.c.revision == 1,
    _first.c.seq < func.coalesce(_FIRST_OF_OWN, _NEW),
)
"""Condition for articles that were there first: whoever came later repeats this one."""

_SAME: Final = (
    select(*_TEXT)
    .join(sketches, sketches.c.seq == revisions.c.seq)
    .join(_first, _WAS_BEFORE)
    .where(sketches.c.hash == bindparam("whole"))
    .order_by(revisions.c.seq)
    .limit(1)
)
_SHARING: Final = union_all(*map(_sharing, range(HASHES))).subquery()
_OWN: Final = select(revisions.c.seq).where(revisions.c.key == bindparam("own"))
_ALIKE: Final = select(_SHARING.c.number, _SHARING.c.seq).where(_SHARING.c.seq.not_in(_OWN))
_TEXTS: Final = (
    select(*_TEXT)
    .join(_first, _WAS_BEFORE)
    .where(revisions.c.seq.in_(bindparam("seqs", expanding=True)))
    .order_by(revisions.c.seq)
)


def same(transaction: Connection, own: str, whole: int) -> Candidate | None:
    """Return the first article, stored before *own*, whose text has the hash *whole*."""
    row = transaction.execute(_SAME, {"own": own, "whole": whole}).first()
    return Candidate(*row) if row else None


def alike(
    transaction: Connection, own: str, hashes: Sequence[int], first: int, last: int
) -> list[Candidate]:
    """Return the texts, of articles stored before *own*, that share most of *hashes*.

    *hashes* are `HASHES`; *first* and *last* are days, as the sketches have them. The rarer a hash
    is, the more it counts.
    """
    wanted = {f"hash_{number}": value for number, value in enumerate(hashes)}
    wanted |= {"first": first, "last": last}
    rows = transaction.execute(_ALIKE, {"own": own, **wanted}).all()
    seqs = _most_alike([(number, seq) for number, seq in rows])
    if not seqs:
        return []
    return [Candidate(*row) for row in transaction.execute(_TEXTS, {"own": own, "seqs": seqs})]


def _most_alike(rows: Sequence[tuple[int, int]]) -> list[int]:
    """Return the texts to compare, of *rows* with the number of a hash and a text that has it."""
    owners = Counter(number for number, _ in rows)
    hashes = Counter(seq for _, seq in rows)
    weights: dict[int, float] = {}
    for number, seq in rows:
        weights[seq] = weights.get(seq, 0) + 1 / owners[number]
    likely = [seq for seq in weights if weights[seq] >= _RARE or hashes[seq] >= _ENOUGH]
    return nsmallest(_COMPARED, likely, key=lambda seq: (-weights[seq], seq))


def put(transaction: Connection, seq: int, hashes: Iterable[int], day: int) -> None:
    """Let a text be found by its *hashes* and its *day*."""
    rows = [{"hash": value, "day": day, "seq": seq} for value in hashes]
    transaction.execute(insert(sketches), rows)
