"""The tables of the store, and the version that says which tables a store has."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    column,
    insert,
    inspect,
    literal_column,
    select,
    text,
    update,
)

VERSION: Final = 4
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
    Column("road", Text, nullable=False, comment="first index page, or the pages' template"),
    Column("since", Text, comment="first day of the window"),
    Column("until", Text, comment="last day of the window"),
    Column("is_from_top", Boolean, nullable=False, default=True, comment="nothing newer left out"),
    Column("makes_known", Boolean, nullable=False, comment="later ones may stop at what it shows"),
    Column("is_complete", Boolean, nullable=False, default=False),
    Column("ended_empty", Boolean, nullable=False, default=False, comment="above known ground"),
    Column("checkpoint", Text, comment="the last page whose articles are all in the ledger"),
    Column("continued_by", Integer, comment="the walk that went on where this one was cut off"),
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

lists = Table(
    "lists",
    metadata,
    Column("url", Text, primary_key=True, comment="a page of a road"),
    Column("walk", Integer, nullable=False, comment="the last that read it"),
    Column("etag", Text, comment="as the publisher sent it"),
    Column("last_modified", Text, comment="as the publisher sent it"),
    sqlite_with_rowid=False,
)

kept_files = Table(
    "kept_files",
    metadata,
    Column("url", Text, primary_key=True),
    Column("fetched", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("body", LargeBinary, nullable=False, comment="empty: there is none"),
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

sketches = Table(
    "sketches",
    metadata,
    Column("hash", Integer, primary_key=True, comment="of a shingle, or of the whole text"),
    Column("day", Integer, primary_key=True, comment="of publication, days since 0001-01-01"),
    Column("seq", Integer, primary_key=True, comment="the revision whose text it is"),
    sqlite_with_rowid=False,
)

matches = Table(
    "matches",
    metadata,
    Column("seq", Integer, primary_key=True, comment="the revision that repeats"),
    Column("other", Text, primary_key=True, comment="key of the article that was there before"),
    Column("similarity", Float, nullable=False, comment="0 to 1, which is the same text"),
    sqlite_with_rowid=False,
)

duplicates = Table(
    "duplicates",
    metadata,
    Column("seq", Integer, primary_key=True, comment="an exact duplicate, left out of feeds"),
    Column("hash", Integer, nullable=False, comment="of its whole text, as in sketches"),
)


_UPGRADES: Final[dict[int, tuple[str, ...]]] = {
    1: (
        "ALTER TABLE walks ADD COLUMN since TEXT",
        "ALTER TABLE walks ADD COLUMN until TEXT",
        "ALTER TABLE walks ADD COLUMN is_from_top BOOLEAN NOT NULL DEFAULT 1",
        "ALTER TABLE walks ADD COLUMN checkpoint TEXT",
        "ALTER TABLE walks ADD COLUMN continued_by INTEGER",
    ),
    2: (),
    3: ("DROP TABLE IF EXISTS duplicates",),
}
"""Version -> what it takes, before new tables are made, to make the next one of it."""


class WrongVersion(ValueError):
    """A database whose tables are not those of this program; the text is for a person."""


def check_version(connection: Connection) -> bool:
    """Tell whether the tables are there, and of this version.

    Raises WrongVersion when they are of another kind, or cannot be upgraded.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return False
    if schema_version.name not in names:
        raise WrongVersion("it is a database of something else; name another STORE_URL")
    version = connection.scalar(select(schema_version.c.version))
    if version != VERSION and version not in _UPGRADES:
        raise WrongVersion(_wrong(version))
    return bool(version == VERSION)


def create(connection: Connection) -> bool:
    """Create the tables, or upgrade those of an older version, unless another run was quicker.

    Tells whether older ones were upgraded.
    """
    if check_version(connection):
        return False
    is_new = not inspect(connection).get_table_names()
    if not is_new:
        _upgrade(connection)  # first: it may drop a table that is made anew
    metadata.create_all(connection)
    if is_new:
        connection.execute(insert(schema_version).values(version=VERSION))
    return not is_new


def _upgrade(connection: Connection) -> None:
    version = connection.scalar(select(schema_version.c.version))
    while version in _UPGRADES:
        for statement in _UPGRADES[version]:
            connection.execute(text(statement))
        version += 1
    connection.execute(update(schema_version).values(version=version))


def _wrong(version: int | None) -> str:
    if version is not None and version > VERSION:
        newer = f"it is of version {version}, newer than this program's {VERSION}"
        return f"{newer}; update newsscraper"
    return f"its version {version} is none that this program can read or upgrade"
