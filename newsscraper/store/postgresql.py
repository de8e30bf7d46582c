"""The words that PostgreSQL has for what other databases say otherwise."""

from typing import Final

_TYPES: Final = {
    "free_access": "boolean",
    "revision": "bigint",
    "similarity": "double precision",
    "word_count": "bigint",
}
"""Field -> its type, if it is no text."""


def text_in(document: str, path: str) -> str:
    """Return the expression for the text at *path* in a JSON *document*."""
    names = path.replace(".", ",")
    return f"({document}::json #>> '{{{names}}}')"


def field(document: str, name: str) -> str:
    """Return the expression for a field of a JSON *document*."""
    text = f"({document}::json ->> '{name}')"
    return f"{text}::{_TYPES[name]}" if name in _TYPES else text


def names(document: str, name: str) -> str:
    """Return the expression for a list of names, with commas between them."""
    values = f"json_array_elements_text({document}::json -> '{name}')"
    return f"(SELECT string_agg(value, ', ') FROM {values} AS value)"


def numbering(table: str, column: str) -> str:
    """Return the statement after which the next number of a *column* is above all that are."""
    last = f"(SELECT coalesce(max({column}), 0) + 1 FROM {table})"
    return f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {last}, false)"
