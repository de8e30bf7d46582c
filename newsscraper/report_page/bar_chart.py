"""Bars over time, in layers that lie on one another, and marks for what is usual."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from newsscraper.report_page.amounts import amount
from newsscraper.report_page.elements import Node, element
from newsscraper.report_page.plot import BASE, TOP, percent, plot

_GAP: Final = 0.14
"""Share of a column that is left free at each side."""


class Layer(NamedTuple):
    """A layer of every bar, from the base up."""

    name: str
    colour: str
    """A class of the stylesheet."""
    values: Sequence[int]


def bar_chart(
    name: str, labels: Sequence[str], layers: Sequence[Layer], marks: Sequence[int | None] = ()
) -> Node:
    """Return a chart with a bar for each of *labels*, and a mark where one is given."""
    sums = [sum(values) for values in zip(*(layer.values for layer in layers), strict=True)]
    top = round_up(max([1, *sums, *(mark for mark in marks if mark is not None)]))
    width = 100 / max(len(labels), 1)
    shapes = [
        element(
            "g",
            element("title", _said(label, [(layer.name, layer.values[at]) for layer in layers])),
            *_bar(at, width, [(layer.colour, layer.values[at]) for layer in layers], top),
        )
        for at, label in enumerate(labels)
    ]
    lines = [
        _mark(at, width, BASE - _height(mark, top))
        for at, mark in enumerate(marks)
        if mark is not None
    ]
    ticks = [(BASE - _height(value, top), amount(value)) for value in _steps(top)]
    return plot(name, [*shapes, *lines], ticks, labels)


def _said(label: str, layers: Sequence[tuple[str, int]]) -> str:
    return ", ".join([label, *(f"{amount(value)} {name}" for name, value in layers)])


def _bar(at: int, width: float, layers: Sequence[tuple[str, int]], top: int) -> Iterator[Node]:
    x, inner = percent(width * (at + _GAP)), percent(width * (1 - 2 * _GAP))
    base = float(BASE)
    for colour, value in layers:
        if value:
            height = _height(value, top)
            base -= height
            yield element(
                "rect", x=x, y=f"{base:.1f}", width=inner, height=f"{height:.1f}", class_=colour
            )


def _mark(at: int, width: float, y: float) -> Node:
    return element(
        "line",
        x1=percent(width * at),
        x2=percent(width * (at + 1)),
        y1=f"{y:.1f}",
        y2=f"{y:.1f}",
        class_="mark",
    )


def _height(value: int, top: int) -> float:
    return value / top * (BASE - TOP)


def _steps(top: int) -> list[int]:
    return [0, top // 2, top] if top % 2 == 0 else [0, top]


def round_up(value: int) -> int:
    """Return the next of 1, 2, 4, 5, 6, 8, 10, 20, 40 … that is not below *value*."""
    size = 1
    while size * 10 < value:
        size *= 10
    return next(step * size for step in (1, 2, 4, 5, 6, 8, 10) if step * size >= value)
