"""What the charts over time share: an axis of values, a grid, and names below.

Places are shares of the width and the text has its own size, so that it can be read on a phone and
on paper. Heights are pixels.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from newsscraper.report_page.elements import Node, element

TOP, BASE, HEIGHT = 12, 152, 172
"""Where the values end and begin, and how high a chart is."""

_AXIS_WIDTH: Final = 56


def percent(value: float) -> str:
    """Return a place on the width."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def plot(
    name: str,
    shapes: Iterable[Node],
    ticks: Sequence[tuple[float, str]],
    labels: Sequence[str],
) -> Node:
    """Return a chart: *shapes* before the lines of *ticks*, each a height and its name."""
    grid = [element("line", x1="0", x2="100%", y1=y, y2=y, class_="grid") for y, _ in ticks]
    names = [
        element("text", text, x=_AXIS_WIDTH - 8, y=y + 4, text_anchor="end") for y, text in ticks
    ]
    axis = element("svg", *names, width=_AXIS_WIDTH, height=HEIGHT, aria_hidden="true")
    drawing = element(
        "svg",
        *grid,
        *shapes,
        *below(labels, HEIGHT - 4),
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=name,
    )
    return element("div", axis, element("div", drawing, class_="drawing"), class_="plot")


def below(labels: Sequence[str], y: float) -> list[Node]:
    """Return the first and the last of *labels*, and the one in the middle if there are many."""
    if len(labels) < 2:
        return [element("text", label, x="50%", y=y, text_anchor="middle") for label in labels]
    ends = [
        element("text", labels[0], x="0", y=y, text_anchor="start"),
        element("text", labels[-1], x="100%", y=y, text_anchor="end"),
    ]
    if len(labels) < 5:
        return ends
    middle = len(labels) // 2
    place = percent(100 * (middle + 0.5) / len(labels))
    return [*ends, element("text", labels[middle], x=place, y=y, text_anchor="middle")]
