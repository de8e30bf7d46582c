"""The numbers of the pages of a list, as they stand in addresses: of pages, or of articles."""

import re
from typing import Final
from urllib.parse import urlsplit

_NUMBER: Final = re.compile(r"(?:^|[/=])(\d+)(?=$|[/&])")


def leaps(page: str, marked: str, step: str) -> bool:
    """Tell whether the link *marked* on *page* leads at least twice as far as a *step* does."""
    there = number_of(step)
    here = 1 if there == 2 else number_of(page)  # the first of numbered pages has no number
    return number_of(marked) - here >= 2 * (there - here)


def guess(page: str, before: str | None) -> str | None:
    """Return the URL as far behind *page* as that is behind *before*; None if it has no number."""
    if before is None:
        return None
    here, there = number_of(page), number_of(before)
    distance = 1 if here == 2 and there == 0 else here - there
    if distance <= 0:
        return None
    start, end = _span(page)
    return f"{page[:start]}{here + distance}{page[end:]}"


def _span(url: str) -> tuple[int, int]:
    """Return where the number of *url* stands, which has one: in the query, else in the path."""
    query = url.partition("?")[0] if "?" in url else ""
    found = [each for each in _NUMBER.finditer(url) if each.start() >= len(query)]
    return (found or list(_NUMBER.finditer(url)))[-1].span(1)


def number_of(url: str) -> int:
    """Return the last number that stands alone in the query, else in the path, else 0."""
    parts = urlsplit(url)
    numbers = _NUMBER.findall(parts.query) or _NUMBER.findall(parts.path)
    return int(numbers[-1]) if numbers else 0
