"""The tables of what comparisons found; they are made anew as a whole when all is compared anew."""

from sqlalchemy import Column, Float, Integer, Table, Text

from newsscraper.store.schema import metadata
from newsscraper.store.sqlite import WITHOUT_ROWID

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
