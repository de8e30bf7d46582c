"""Numbers and tables as words and lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final


def number(count: int, noun: str) -> str:
    """Return *count* with *noun*, in the plural where it must be."""
    return f"{count} {behind(count, noun)}"


def behind(count: int, noun: str) -> str:
    """Return *noun* as it stands behind *count*."""
    if count == 1:
        return noun
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def with_example(text: str, url: str | None) -> str:
    """Return *text* with the *url* of a page that shows it, if there is one."""
    return f"{text}, as {url} shows" if url else text


_GAP: Final = "  "
"""Between two columns."""


def in_columns(rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Yield a line for each of *rows*, of equal length: the first column left, the others right.

    Where lines would be longer than *width*, there are several tables, each with the first column.
    """
    first, *others = zip(*rows, strict=True)
    names = _justified(str.ljust, first)
    columns = [_justified(str.rjust, column) for column in others]
    for at, table in enumerate(_tables(names, columns, width)):
        if at:
            yield ""
        yield from map(_GAP.join, zip(*table, strict=True))


def _justified(justify: Callable[[str, int], str], column: Sequence[str]) -> list[str]:
    width = max(map(len, column))
    return [justify(cell, width) for cell in column]


def _tables(
    names: list[str], columns: Iterable[list[str]], width: int | None
) -> Iterator[list[list[str]]]:
    """Yield *names* with as many of *columns* as there is room for, until there are no more."""
    table = [names]
    for column in columns:
        length = len(_GAP.join(each[0] for each in [*table, column]))
        if width is not None and length > width and len(table) > 1:
            yield table
            table = [names]
        table.append(column)
    yield table
