"""Numbers and times that are no more precise than what is known of them."""

from typing import Final

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


def about(count: float) -> str:
    """Return *count* with its first two digits, and zeros for the others: 9,042 is ``9,000``."""
    digits = len(str(int(count)))
    return f"{int(round(count, min(2 - digits, 0))):,}"


def span(seconds: float) -> str:
    """Return *seconds* in the unit that a person would choose: ``40 s``, ``25 min``, ``2.5 h``."""
    if seconds < 1.5 * _MINUTE:
        return f"{_to_tens(seconds)} s"
    if seconds < 57 * _MINUTE:
        minutes = seconds / _MINUTE
        return f"{max(round(minutes), 1) if minutes < 20 else round(minutes / 5) * 5} min"
    hours = seconds / _HOUR
    if hours < 10:
        return f"{round(hours * 2) / 2:g} h"
    return f"{round(hours)} h" if seconds < 2 * _DAY else f"{round(seconds / _DAY)} days"


def _to_tens(seconds: float) -> int:
    return max(round(seconds), 0) if seconds < 10 else round(seconds / 10) * 10


def clock(seconds: float) -> str:
    """Return how long something took: ``7.3 s``, ``4 min 10 s``, ``13 h 5 min``."""
    if round(seconds, 1) < _MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    if minutes < _MINUTE:
        return f"{minutes} min {rest} s"
    return f"{minutes // _MINUTE} h {minutes % _MINUTE} min"


def size(count: float) -> str:
    """Return a number of bytes: ``412 B``, ``1.7 MB``."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
