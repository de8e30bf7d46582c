"""A strip of cells that are the darker the larger their share is: one row of a heat map."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from typing import Final

from newsscraper.report_page.elements import Node, element
from newsscraper.report_page.plot import percent

HEIGHT: Final = 18
"""Pixels, of a strip; the stylesheet gives them to its cells."""

LEVELS: Final = 10


def strip(name: str, shares: Sequence[float | None]) -> Node:
    """Return a strip with a cell for each of *shares*, 0 to 1; None leaves it empty."""
    width, at, cells = 100 / max(len(shares), 1), 0, []
    for level, group in groupby(map(_level, shares)):
        length = len(list(group))
        if level is not None:
            cells.append(_cell(width * at, width * length, level))
        at += length
    return element("svg", *cells, width="100%", height=HEIGHT, role="img", aria_label=name)


def _cell(x: float, width: float, level: int) -> Node:
    return element("rect", x=percent(x), width=percent(width), class_=f"level{level}")


def _level(share: float | None) -> int | None:
    """Return the level: 0 for nothing at all, and the last for everything only."""
    if share is None:
        return None
    return ceil(share * LEVELS) if share < 0.5 else int(share * LEVELS)
