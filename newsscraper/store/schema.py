"""The tables of the store, and the version that says which tables a store has."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    column,
    insert,
    inspect,
    literal_column,
    select,
)

VERSION: Final = 1
"""Raised with every change of the tables, together with an upgrade from the version before."""

OPEN_STATES: Final = ("listed", "failed", "refused")
"""States of the ledger's articles that are still to be fetched."""

IS_OPEN: Final = column("state").in_([literal_column(f"'{state}'") for state in OPEN_STATES])
"""Condition for them, in letters: SQLite finds no partial index through parameters."""

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("arguments", Text, nullable=False, comment="JSON of the spider arguments"),
    Column("pid", Integer, nullable=False),
    Column("started", Text, nullable=False, comment="times are UTC, ISO 8601"),
    Column("ended", Text, comment="null while it runs, and after a kill"),
    Column("exit_code", Integer),
    Column("outcome", Text, comment="the last line of the log"),
)

articles = Table(
    "articles",
    metadata,
    Column("key", Text, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("section", Text),
    Column("date_published", Text, nullable=False, comment="ISO 8601, in the publisher's zone"),
    Column("revision", Integer, nullable=False, comment="the newest"),
    Column("content_hash", Text, nullable=False, comment="of the newest revision"),
    Index("articles_by_date", "publisher", "date_published", "key"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("seq", Integer, primary_key=True, comment="the order in which feeds deliver"),
    Column("key", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Column("document", Text, nullable=False, comment="JSON of the whole article"),
    UniqueConstraint("key", "revision"),
    sqlite_autoincrement=True,
)

aliases = Table(
    "aliases",
    metadata,
    Column("url", Text, primary_key=True, comment="another address of the article"),
    Column("key", Text, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("key", Text, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False, comment="the address to ask for"),
    Column("state", Text, nullable=False, comment="see newsscraper.store.ledger"),
    Column("hops", Integer, nullable=False, comment="related links between it and an index page"),
    Column("date", Text, comment="printed beside it in a list; if out of a window, its own"),
    Column("tries", Integer, nullable=False, default=0, comment="failed ones in a row"),
    Column("status", Integer, comment="HTTP status of the last answer, if there was one"),
    Column("reason", Text, comment="of the last failure; of a duplicate: the article's key"),
    Column("next_try", Text, comment="UTC; null: no more"),
    Column("run", Integer, comment="the last that listed or tried it"),
    # Only what is still to be fetched: most rows are done and cost nothing here.
    Index("ledger_open", "publisher", "key", sqlite_where=IS_OPEN),
)

walks = Table(
    "walks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("road", Text, nullable=False, comment="first index page"),
    Column("makes_known", Boolean, nullable=False, comment="later ones may stop at what it shows"),
    Column("is_complete", Boolean, nullable=False, default=False),
    Column("ended_empty", Boolean, nullable=False, default=False, comment="above known ground"),
    Index("walks_by_road", "publisher", "road"),
)

listings = Table(
    "listings",
    metadata,
    Column("road", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("walk", Integer, nullable=False, comment="the last that showed it"),
    Column(
        "is_known", Boolean, nullable=False, default=False, comment="a complete walk from the top"
    ),
    Index("listings_by_walk", "walk"),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("template", Text, nullable=False, comment="URI; local paths absolute, no user info"),
    Column("publisher", Text, nullable=False),
    Column("delivered", Integer, nullable=False, comment="incremental runs go on after this seq"),
    Column("batch_id", Integer, nullable=False, comment="the last that was delivered"),
    UniqueConstraint("template", "publisher"),
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True, comment="absolute; of -O the part file"),
    Column("is_open", Boolean, nullable=False, comment="being written, or cut off while it was"),
    Column("start_length", Integer, comment="bytes before the writing; null: there was no file"),
    Column("length", Integer, comment="bytes when it was closed"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("feed", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("file", Integer, comment="null: a storage that is no local file"),
    Index("deliveries_by_file", "file"),
    sqlite_with_rowid=False,
)


class WrongVersion(ValueError):
    """A database whose tables are not those of this program; the text is for a person."""


def check_version(connection: Connection) -> bool:
    """Tell whether the tables are there. Raises WrongVersion when they are of another kind."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return False
    if schema_version.name not in names:
        raise WrongVersion("it is a database of something else; name another STORE_URL")
    if (version := connection.scalar(select(schema_version.c.version))) != VERSION:
        raise WrongVersion(_wrong(version))
    return True


def create(connection: Connection) -> None:
    """Create the tables, unless another run was quicker."""
    if not check_version(connection):
        metadata.create_all(connection)
        connection.execute(insert(schema_version).values(version=VERSION))


def _wrong(version: int | None) -> str:
    if version is not None and version > VERSION:
        newer = f"it is of version {version}, newer than this program's {VERSION}"
        return f"{newer}; update newsscraper"
    return f"its version {version} is none that this program can read or upgrade"
