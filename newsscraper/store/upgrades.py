"""The version of a store, which says what tables it has, and the way from one to the next."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from sqlalchemy import Connection, insert, inspect, select, text, update

from newsscraper.store import comparison_tables, drift_tables, lease_table, schema
from newsscraper.store.schema import schema_version
from newsscraper.store.sql_views import create_views, drop_views
from newsscraper.store.statements import is_postgresql
from newsscraper.store.text_index import create_index

VERSION: Final = 9
"""Raised with every change of the tables, together with an upgrade from the version before."""

TABLES: Final = (schema.metadata, comparison_tables.metadata, drift_tables.metadata)
"""All that a store has."""

_WITH_DUPLICATES: Final = 4
"""From this version on a store knows which articles repeat another."""

Upgrades = Mapping[int, Iterable[str]]
"""Version -> the statements, before new tables are made, that make the next one of it."""

UPGRADES: Final[Upgrades] = {
    1: (
        "ALTER TABLE walks ADD COLUMN since TEXT",
        "ALTER TABLE walks ADD COLUMN until TEXT",
        "ALTER TABLE walks ADD COLUMN is_from_top BOOLEAN NOT NULL DEFAULT 1",
        "ALTER TABLE walks ADD COLUMN checkpoint TEXT",
        "ALTER TABLE walks ADD COLUMN continued_by INTEGER",
    ),
    2: (),
    3: ("DROP TABLE IF EXISTS duplicates",),
    4: (
        "DROP TABLE IF EXISTS lists",
        "ALTER TABLE ledger ADD COLUMN pending TEXT",
        "ALTER TABLE ledger ADD COLUMN suspected TEXT",
        "ALTER TABLE walks ADD COLUMN end_page TEXT",
        "ALTER TABLE walks ADD COLUMN end_key TEXT",
    ),
    5: (
        "ALTER TABLE files ADD COLUMN digest TEXT",
        "ALTER TABLE files ADD COLUMN has_part BOOLEAN NOT NULL DEFAULT 0",
        "ALTER TABLE revisions ADD COLUMN extraction INTEGER",
    ),
    6: ("DROP TABLE IF EXISTS list_sizes",),  # its days were counted as often as they were read
    7: (),
    8: (),
}


class WrongVersion(ValueError):
    """A database whose tables are not those of this program; the text is for a person."""


def check_version(connection: Connection, upgrades: Upgrades) -> bool:
    """Tell whether the tables are there, and of this version.

    Raises WrongVersion when they are of another kind, or none of *upgrades* begins at theirs.
    """
    names = _names(connection)
    if not names:
        return False
    if schema_version.name not in names:
        raise WrongVersion("it is a database of something else; name another STORE_URL")
    version = connection.scalar(select(schema_version.c.version))
    if version != VERSION and version not in upgrades:
        raise WrongVersion(_wrong(version))
    return bool(version == VERSION)


def _names(connection: Connection) -> set[str]:
    """Return the tables, but for what is on a server before there is a store."""
    return set(inspect(connection).get_table_names()) - {lease_table.TABLE}


def create(connection: Connection, upgrades: Upgrades) -> bool:
    """Create the tables, or upgrade those of an older version, unless another run was quicker.

    Tells whether what repeats what is to be found anew.
    """
    if check_version(connection, upgrades):
        return False
    if not _names(connection):
        _create_tables(connection)
        connection.execute(insert(schema_version).values(version=VERSION))
        return False
    drop_views(connection)
    version = _upgrade(connection, upgrades)  # first: it may drop a table that is made anew
    _create_tables(connection)
    _add_indexes(connection)
    return version < _WITH_DUPLICATES


def _create_tables(connection: Connection) -> None:
    for metadata in TABLES:
        metadata.create_all(connection)
    create_views(connection)
    create_index(connection)
    if is_postgresql(connection):
        lease_table.create(connection)


def _upgrade(connection: Connection, upgrades: Upgrades) -> int:
    """Change what older tables are; return the version that they were of."""
    before = version = int(connection.execute(select(schema_version.c.version)).scalar_one())
    while version in upgrades:
        for statement in upgrades[version]:
            connection.execute(text(statement))
        version += 1
    connection.execute(update(schema_version).values(version=version))
    return before


def _add_indexes(connection: Connection) -> None:
    """Create the indexes that tables from before lack: with a table all are made, or none."""
    for table in chain.from_iterable(metadata.sorted_tables for metadata in TABLES):
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _wrong(version: int | None) -> str:
    if version is not None and version > VERSION:
        newer = f"it is of version {version}, newer than this program's {VERSION}"
        return f"{newer}; update newsscraper"
    if version in UPGRADES:  # whoever asks reads only
        again = f"use it once where it can be written, which makes it version {VERSION}"
        return f"it is of version {version} and read-only here; {again}"
    return f"its version {version} is none that this program can read or upgrade"
