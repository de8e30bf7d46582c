"""Numbers and tables as words and lines."""

from collections.abc import Iterator, Sequence


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


def in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a line for each of *rows*, of equal length: the first column left, the others right."""
    first, *widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *values in rows:
        columns = [value.rjust(width) for value, width in zip(values, widths, strict=True)]
        yield "  ".join([name.ljust(first), *columns])
