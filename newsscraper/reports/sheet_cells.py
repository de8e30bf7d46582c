"""Cells of a worksheet as XML: what is text stays text, whatever stands in it."""

import re
from datetime import datetime
from math import isfinite
from typing import Final

from newsscraper.feeds.exporters import BEGIN_FORMULAS

PLAIN, DATE, QUOTED, BOLD = range(4)
"""Styles, by their places in `newsscraper.reports.workbook`.

What is QUOTED begins like a formula, and would become one if a person edited the cell.
"""

MOST: Final = 32_767
"""Characters of a cell, in units of UTF-16, as Excel counts them."""

_MARK: Final = " […cut: {} characters]"
"""Stands at the end of a text that was cut; how many it has in all."""

_LIKE_ESCAPES: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""And the carriage return, which XML would take for an end of line."""

_DAY_ZERO: Final = datetime(1899, 12, 30)
_FIRST_DAY: Final = datetime(1900, 3, 1)
"""Excel takes 1900 for a leap year: days before this one have other numbers."""


def cell(place: str, value: object) -> str:
    """Return the cell at *place*, such as ``B7``; "" when nothing is there.

    A date keeps the day and the hour of its own zone, as a cell has none.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float) and isfinite(value):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    if isinstance(value, datetime) and (day := value.replace(tzinfo=None)) >= _FIRST_DAY:
        number = (day - _DAY_ZERO).total_seconds() / 86_400
        return f'<c r="{place}" s="{DATE}"><v>{number!r}</v></c>'
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text_cell(place, text, QUOTED if text.startswith(BEGIN_FORMULAS) else PLAIN)


def text_cell(place: str, text: str, style: int) -> str:
    """Return the cell at *place*, a text of *style*."""
    inside = f'<is><t xml:space="preserve">{escaped(_cut(text))}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{inside}</c>'


def escaped(text: str) -> str:
    """Return *text* for XML; a character that XML cannot hold becomes ``_xHHHH_``, as Excel does.

    What looks so already is kept apart from it. A lone surrogate becomes a question mark.
    """
    text = _LIKE_ESCAPES.sub("_x005F_", text)
    text = _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.encode("utf-8", "replace").decode()


def _cut(text: str) -> str:
    """Return *text*, or as much of it as a cell holds, with a mark."""
    if len(text) <= MOST // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * MOST:
        return text
    mark = _MARK.format(len(text))
    return units[: 2 * (MOST - len(mark))].decode("utf-16-le", "ignore") + mark
