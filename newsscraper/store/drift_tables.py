"""The tables of what runs counted of a publisher's pages, and of what has changed there."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    MetaData,
    Table,
    column,
    literal_column,
)

from newsscraper.store.statements import Integer, Text, partial
from newsscraper.store.states import Stage

metadata: Final = MetaData()

IS_STILL_OPEN: Final = column("stage") == literal_column(f"'{Stage.OPEN}'")
"""Condition for such changes, in letters: no parameter leads to a partial index."""


def _whose(table: str) -> tuple[Column[int] | Column[str] | Index, ...]:
    """Return the columns that tell whose past a row of *table* is of, and their index."""
    return (
        Column("id", Integer, primary_key=True),
        Column("publisher", Text, nullable=False),
        Column("selection", Text, nullable=False, comment="sections asked for; empty: all"),
        Column("extraction", Integer, nullable=False, comment="version of what read the pages"),
        Index(f"{table}_by_selection", "publisher", "selection", "extraction"),
    )


profiles = Table(
    "profiles",
    metadata,
    *_whose("profiles"),
    Column("first", Integer, nullable=False, comment="the run; of several small ones the first"),
    Column("last", Integer, nullable=False),
    Column("began", Text, nullable=False, comment="UTC, of the first"),
    Column("articles", Integer, nullable=False),
    Column("pages", Integer, nullable=False, comment="of lists"),
    Column("counts", Text, nullable=False, comment="JSON: question, group, answer, how often"),
)

page_changes = Table(
    "page_changes",
    metadata,
    *_whose("page_changes"),
    Column("stage", Text, nullable=False, comment="open, well or accepted"),
    Column("is_told", Boolean, nullable=False, comment="whether a run ended with code 9 for it"),
    Column("first", Integer, nullable=False, comment="the first run that it was seen in"),
    Column("last", Integer, comment="the last, once it is well"),
    Column("question", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="see newsscraper.drift.symptom.Wrong"),
    Column("value", Text, nullable=False, comment="the place, size or answer that it is about"),
    Column("found", Integer, nullable=False, comment="articles that have it"),
    Column("of", Integer, nullable=False, comment="articles that were looked at"),
    Column("usual", Float, nullable=False, comment="share that was expected"),
    Column("scale", Integer, nullable=False, comment="articles, at least, that show it"),
    Column("url", Text, comment="of one page that has it"),
    Column("field", Text, nullable=False),
    Column("text", Text, nullable=False, comment="for a person"),
    Index("page_changes_open", "publisher", **partial(IS_STILL_OPEN)),
)
