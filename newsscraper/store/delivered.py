"""What each feed was given, and which files are being written."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    and_,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
    update,
)

from newsscraper.store.matches import IS_LEFT_OUT
from newsscraper.store.revisions import IS_NEWEST, days, newest_seq
from newsscraper.store.schema import articles, deliveries, feeds, files, ledger, listings, revisions
from newsscraper.store.statements import insert_new, upsert
from newsscraper.store.states import State


@dataclass
class Feed:
    """A feed as the store knows it."""

    id: int
    publisher: str
    delivered: int
    """Incremental runs go on after this seq."""
    batch_id: int
    """The last that was delivered."""


class WrittenFile(NamedTuple):
    """A file that a feed wrote, or is writing."""

    id: int
    path: str
    is_open: bool
    """Whether it is appended to, or a run was cut off while it was."""
    start_length: int | None
    """Bytes before the appending began; None: there was no file."""
    length: int | None
    """Bytes when a feed was last delivered; None: none was."""
    digest: str | None
    """Of the last of these; None: a store of before version 6 has not noted it."""
    has_part: bool
    """Whether what a run is to append, or put in its place, lies beside it."""


def open_feed(transaction: Connection, template: str, publisher: str) -> Feed:
    """Return the feed of *template* and *publisher*; a new one begins with what comes from now."""
    same = and_(feeds.c.template == template, feeds.c.publisher == publisher)
    columns = (feeds.c.id, feeds.c.publisher, feeds.c.delivered, feeds.c.batch_id)
    query = select(*columns).where(same)
    if (row := transaction.execute(query).first()) is None:
        begun = {"template": template, "publisher": publisher, "batch_id": 0}
        transaction.execute(
            insert(feeds), begun | {"delivered": newest_seq(transaction, publisher)}
        )
        row = transaction.execute(query).one()
    return Feed(*row)


def since_last_delivery(
    feed: Feed, *, replaced: str | None = None, continued: str | None = None
) -> Select[int]:
    """Select what was stored since *feed* was delivered last, but for what `lacking` leaves out."""
    query = select(revisions.c.seq).where(
        revisions.c.publisher == feed.publisher, revisions.c.seq > feed.delivered
    )
    return lacking(query, feed, replaced=replaced, continued=continued)


def owed_since(transaction: Connection, feed: Feed, *, with_duplicates: bool) -> Sequence[int]:
    """Return the seqs since *feed* was delivered last that it does not hold, in their order."""
    query = since_last_delivery(feed)
    if not with_duplicates:
        query = without_duplicates(query)
    return transaction.scalars(query.order_by(revisions.c.seq)).all()


def of_days(publisher: str, since: date | None, until: date | None) -> Select[int]:
    """Select the newest revisions of the articles of some days, both inclusive; None is open."""
    query = select(revisions.c.seq).join(articles, IS_NEWEST)
    return query.where(articles.c.publisher == publisher, *days(since, until))


def of_keys(publisher: str, keys: Collection[str], *, with_duplicates: bool) -> Select[int]:
    """Select the newest revisions of the articles *keys*, or of those that they lead to.

    An exact duplicate leads to what it repeats, unless the query is to be *with_duplicates*.
    """
    is_stored = select(articles.c.key)
    leads = and_(ledger.c.state == State.DUPLICATE, ledger.c.key.not_in(is_stored))
    if not with_duplicates:
        leads |= exists().where(revisions.c.key == ledger.c.key, IS_LEFT_OUT)
    others = select(ledger.c.reason).where(ledger.c.key.in_(keys), leads)
    originals = select(ledger.c.reason).where(ledger.c.key.in_(others), leads)
    is_one = or_(*(articles.c.key.in_(each) for each in (keys, others, originals)))
    # Of a publisher in an index SQLite would look at all articles, or revisions.
    query = select(revisions.c.seq).join(articles, IS_NEWEST)
    return query.where(articles.c.publisher + "" == publisher, is_one)


def of_sections(
    query: Select[int], sections: Collection[str], roads: Collection[str]
) -> Select[int]:
    """Keep those of *query* that are of *sections*, or that the fronts at *roads* have shown."""
    shown = exists().where(listings.c.road.in_(roads), listings.c.key == articles.c.key)
    return query.where(or_(articles.c.section.in_(sections), shown))


def lacking(
    query: Select[int], feed: Feed, *, replaced: str | None = None, continued: str | None = None
) -> Select[int]:
    """Keep those of *query* that *feed* does not hold.

    What only the file *replaced* holds, which is to be replaced, is handed over once more. What
    another feed, such as a link, has brought into the file *continued* stands there already.
    """
    row = deliveries.c
    its_own = row.feed == feed.id
    if replaced:
        its_own &= or_(row.file.is_(None), row.file.not_in(_id_of(replaced)))
    if continued:
        of_publisher = row.feed.in_(select(feeds.c.id).where(feeds.c.publisher == feed.publisher))
        its_own = and_(of_publisher, or_(its_own, row.file.in_(_id_of(continued))))
    return query.where(~exists().where(its_own, row.seq == revisions.c.seq))


def _id_of(path: str) -> Select[int]:
    return select(files.c.id).where(files.c.path == path)


def without_duplicates(query: Select[int]) -> Select[int]:
    """Keep those of *query* that are no exact duplicates of what another article has now."""
    return query.where(~IS_LEFT_OUT)


def deliver(transaction: Connection, feed: Feed, seqs: Iterable[int], path: str | None) -> None:
    """Note that *feed* holds the revisions *seqs*, in the file *path* if it is a local one."""
    file = file_at(transaction, path) if path else None
    row = {"feed": feed.id, "file": file and file.id}
    if rows := [row | {"seq": seq} for seq in seqs]:
        transaction.execute(insert_new(deliveries), rows)


def pass_over(transaction: Connection, publisher: str, seq: int, newest: int) -> None:
    """Let no feed of *publisher* be owed the revision *seq*, which came behind *newest*."""
    of_publisher = feeds.c.publisher == publisher
    held = select(feeds.c.id, literal(seq)).where(of_publisher, feeds.c.delivered < newest)
    transaction.execute(insert_new(deliveries).from_select(["feed", "seq"], held))
    whole = update(feeds).where(of_publisher, feeds.c.delivered >= newest)
    transaction.execute(whole.values(delivered=seq))


def owe_again(transaction: Connection, publisher: str, seq: int) -> None:
    """Let each feed of *publisher* be owed the revision *seq* once more, and no others with it.

    Where a feed goes on behind it, it goes on from there, and holds all that is between.
    """
    of_publisher = feeds.c.publisher == publisher
    behind = (
        select(feeds.c.id, revisions.c.seq)
        .join(revisions, revisions.c.publisher == feeds.c.publisher)
        .where(of_publisher, revisions.c.seq > seq, revisions.c.seq <= feeds.c.delivered)
    )
    transaction.execute(insert_new(deliveries).from_select(["feed", "seq"], behind))
    passed = update(feeds).where(of_publisher, feeds.c.delivered >= seq)
    transaction.execute(passed.values(delivered=seq - 1))
    its = select(feeds.c.id).where(of_publisher)
    transaction.execute(
        delete(deliveries).where(deliveries.c.feed.in_(its), deliveries.c.seq == seq)
    )


def advance(transaction: Connection, feed: Feed) -> None:
    """Keep how far *feed* has come, and its last batch."""
    values = {"delivered": feed.delivered, "batch_id": feed.batch_id}
    transaction.execute(update(feeds).where(feeds.c.id == feed.id).values(values))


def file_at(transaction: Connection, path: str) -> WrittenFile | None:
    """Return what is known of the file *path*."""
    row = transaction.execute(select(*_FILE).where(files.c.path == path)).first()
    return WrittenFile(*row) if row else None


def open_files(transaction: Connection) -> Sequence[WrittenFile]:
    """Return the files that are being written, or were when their run was cut off."""
    query = select(*_FILE).where(files.c.is_open | files.c.has_part)
    return [WrittenFile(*row) for row in transaction.execute(query)]


def paths(transaction: Connection) -> Sequence[str]:
    """Return the paths of all files of which something is noted."""
    return transaction.scalars(select(files.c.path)).all()


def note_part(transaction: Connection, path: str) -> None:
    """Note that what *path* is to get will lie beside it, before it does."""
    _put_file(transaction, path, is_open=False, has_part=True)


def open_file(transaction: Connection, path: str, start_length: int | None) -> None:
    """Note that the part of *path* is whole, and appending it begins, before it does."""
    _put_file(transaction, path, is_open=True, has_part=True, start_length=start_length)


def close_file(transaction: Connection, path: str, length: int, digest: str | None) -> None:
    """Note that *path* was written down to the disk, *length* bytes that end as *digest* says."""
    _put_file(transaction, path, is_open=False, length=length, digest=digest)


def settle_file(transaction: Connection, path: str) -> None:
    """Note that nothing of a run waits behind or beside *path*; forget it if it holds nothing."""
    at_path = files.c.path == path
    transaction.execute(delete(files).where(at_path, files.c.length.is_(None)))
    transaction.execute(update(files).where(at_path).values(is_open=False, has_part=False))


def forget_file(transaction: Connection, path: str) -> None:
    """Forget a file that is no more, or another, and what it held."""
    if file := file_at(transaction, path):
        transaction.execute(delete(deliveries).where(deliveries.c.file == file.id))
        transaction.execute(delete(files).where(files.c.id == file.id))


def _put_file(transaction: Connection, path: str, **values: int | str | None) -> None:
    statement = upsert(files, ["path"], (), **values)
    transaction.execute(statement.values(path=path, **values))


_FILE = tuple(files.c[name] for name in WrittenFile._fields)
