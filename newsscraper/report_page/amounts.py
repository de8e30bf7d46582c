"""Numbers, shares and spans of time as the page prints them."""

from typing import Final

_SPANS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"))


def amount(count: int | None) -> str:
    """Return *count* with a space between thousands; a dash for None."""
    return "-" if count is None else f"{count:,}".replace(",", "\u202f")


def articles(count: int) -> str:
    """Return *count* with its noun, in the plural where it must be."""
    return f"{amount(count)} article{'' if count == 1 else 's'}"


def share(part: int, whole: int) -> str:
    """Return which share of *whole* a *part* is; neither none nor all is rounded to be it."""
    if not whole:
        return "-"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "<1 %"
    return ">99 %" if 99 < percent < 100 else f"{percent:.0f} %"


def span(seconds: float) -> str:
    """Return a span of time in its largest unit: ``25 min``, ``6.5 h``, ``3 d``."""
    for size, unit in _SPANS:
        if seconds >= size:
            value = seconds / size
            return (
                f"{value:.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}".replace(".0 ", " ")
            )
    return f"{seconds:.0f} s"
