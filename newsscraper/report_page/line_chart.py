"""Spans of time over time, as lines on a scale whose steps multiply."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from newsscraper.report_page.amounts import span
from newsscraper.report_page.elements import Node, element
from newsscraper.report_page.plot import BASE, TOP, percent, plot

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_STEPS: Final = (
    *(1, _MINUTE, 10 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY),
    *(365 * _DAY, 3_650 * _DAY, 36_500 * _DAY),
)


class Curve(NamedTuple):
    """One line; None interrupts it."""

    name: str
    colour: str
    """A class of the stylesheet."""
    seconds: Sequence[float | None]


def line_chart(name: str, labels: Sequence[str], lines: Sequence[Curve]) -> Node:
    """Return a chart of *lines*, which have a value, or none, for each of *labels*."""
    known = [max(each, 1) for line in lines for each in line.seconds if each is not None]
    steps = _steps_around(known or [1])
    shapes = [shape for line in lines for shape in _shapes(line, labels, steps)]
    ticks = [(_height(step, steps), span(step)) for step in steps]
    return plot(name, shapes, ticks, labels)


def _steps_around(seconds: Sequence[float]) -> list[int]:
    """Return the steps from the last that is not above all to the first that is not below any."""
    low = max(at for at, step in enumerate(_STEPS[:-1]) if step <= min(seconds) or at == 0)
    high = min(at for at, step in enumerate(_STEPS) if step >= max(seconds) or step == _STEPS[-1])
    return list(_STEPS[low : max(high, low + 1) + 1])


def _height(seconds: float, steps: Sequence[int]) -> float:
    inside = min(max(seconds, steps[0]), steps[-1])
    return BASE - (BASE - TOP) * log(inside / steps[0]) / log(steps[-1] / steps[0])


def _shapes(line: Curve, labels: Sequence[str], steps: Sequence[int]) -> Iterator[Node]:
    width = 100 / max(len(labels), 1)
    points = [
        None if each is None else (percent(width * (at + 0.5)), f"{_height(each, steps):.1f}")
        for at, each in enumerate(line.seconds)
    ]
    for one, other in pairwise(points):
        if one and other:
            yield element(
                "line", x1=one[0], y1=one[1], x2=other[0], y2=other[1], class_=line.colour
            )
    for label, point, seconds in zip(labels, points, line.seconds, strict=True):
        if point and seconds is not None:
            said = element("title", f"{label}: {line.name} {span(seconds)}")
            yield element("circle", said, cx=point[0], cy=point[1], r="2.5", class_=line.colour)
