"""How fast a run goes: requests in the last minute, and the time that is left."""

from collections import deque
from typing import Final

_SPAN: Final = 60.0
"""Seconds over which requests are counted."""

_SHORTEST: Final = 5.0
"""Seconds after which a rate can be told."""

_SOONEST: Final = 30.0
"""Seconds after which a run can tell how long it takes."""


class Speed:
    """The requests of a run over time; seconds are of a clock that never goes back."""

    def __init__(self, now: float) -> None:
        self._begun = now
        """When the work began of which shares are told."""
        self._samples = deque([(now, 0)])
        self._share = 0.0
        self._expected = 0.0
        """All the seconds that the window takes, as was told when its share last changed."""

    def count(self, now: float, requests: int) -> None:
        """Note how many *requests* were sent until *now*."""
        self._samples.append((now, requests))
        while len(self._samples) > 2 and self._samples[1][0] <= now - _SPAN:
            self._samples.popleft()

    def begin(self, now: float) -> None:
        """Let the work begin of which shares are told: what came before says nothing of it."""
        self._begun = now

    @property
    def rate(self) -> float | None:
        """Requests in a minute, over the last one; None if that is too short."""
        (begin, before), (end, after) = self._samples[0], self._samples[-1]
        return (after - before) * _SPAN / (end - begin) if end - begin >= _SHORTEST else None

    def rate_beside(self, permitted: float | None) -> float | None:
        """Return the rate; that which is *permitted*, if a single request makes it higher.

        Whether that one counts may depend on the moment at which the minute begins.
        """
        rate = self.rate
        if rate is None or not permitted:
            return rate
        one = _SPAN / (self._samples[-1][0] - self._samples[0][0])
        return permitted if permitted < rate <= permitted + one else rate

    def left(self, now: float, share: float | None, least: float = 0.0) -> float | None:
        """Return the seconds until a window is done of which *share* is; None if nobody knows.

        It has *least* seconds to go in any case.
        """
        elapsed = now - self._begun
        if not share or elapsed < _SOONEST:
            return None
        if share != self._share:
            self._share, self._expected = share, elapsed / share
        return max(self._expected - elapsed, least)
