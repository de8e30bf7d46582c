"""The words that SQLite has for what other databases say otherwise."""

from sqlalchemy import Dialect
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate

__all__ = [
    "OnConflictDoNothing",
    "OnConflictDoUpdate",
    "field",
    "insert",
    "names",
    "text_in",
    "with_names",
]


def text_in(document: str, path: str) -> str:
    """Return the expression for the text at *path* in a JSON *document*."""
    return f"json_extract({document}, '$.{path}')"


def with_names() -> Dialect:
    """Return the dialect that has names for the parameters of a statement."""
    return dialect(paramstyle="named")


def field(document: str, name: str) -> str:
    """Return the expression for a field of a JSON *document*."""
    return f"json_extract({document}, '$.{name}')"


def names(document: str, name: str) -> str:
    """Return the expression for a list of names, with commas between them."""
    return f"(SELECT group_concat(value, ', ') FROM json_each({document}, '$.{name}'))"
