"""The tables of what comparisons found, and those beside them while all is compared anew."""

from typing import Final, NamedTuple

from sqlalchemy import Column, Float, MetaData, Table

from newsscraper.store.statements import WITHOUT_ROWID, Integer, Text

metadata: Final = MetaData()
"""The tables that are always there."""

sketches = Table(
    "sketches",
    metadata,
    Column("hash", Integer, primary_key=True, comment="of a shingle, or of the whole text"),
    Column("day", Integer, primary_key=True, comment="of publication, days since 0001-01-01"),
    Column("seq", Integer, primary_key=True, comment="the revision whose text it is"),
    **WITHOUT_ROWID,
)

matches = Table(
    "matches",
    metadata,
    Column("seq", Integer, primary_key=True, comment="the revision that repeats"),
    Column("other", Text, primary_key=True, comment="key of the article that was there before"),
    Column("similarity", Float, nullable=False, comment="0 to 1, which is the same text"),
    **WITHOUT_ROWID,
)

duplicates = Table(
    "duplicates",
    metadata,
    Column("seq", Integer, primary_key=True, comment="an exact duplicate, left out of feeds"),
    Column("hash", Integer, nullable=False, comment="of its whole text, as in sketches"),
)


class Compared(NamedTuple):
    """The tables of what one comparison of all texts found."""

    sketches: Table
    matches: Table
    duplicates: Table


CURRENT: Final = Compared(sketches, matches, duplicates)
"""What runs go by."""

beside: Final = MetaData()
"""The tables that are there only while all is compared anew."""

ANEW: Final = Compared(*(each.to_metadata(beside, name=f"{each.name}_anew") for each in CURRENT))
"""What is to take the place of the others."""

progress = Table(
    "comparison",
    beside,
    Column("reached", Integer, nullable=False, comment="the last revision compared, or marked"),
    Column("days", Integer, nullable=False, comment="by what settings"),
    Column("similarity", Float, nullable=False),
    Column("version", Integer, nullable=False, comment="of the store"),
)

changed_marks = Table(
    "changed_marks",
    beside,
    Column("seq", Integer, primary_key=True, comment="a revision that repeats something else now"),
    Column("duplicate_of", Text),
    Column("similarity", Float),
)
